"""One map in two forms over the same MapData: pydeck for screens, Altair for paper and phones."""
