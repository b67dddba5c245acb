"""Figures by place: kecamatan, desa and kelurahan."""
