"""Data: the uploader in our own words, forms, tables of mistakes."""

from __future__ import annotations

from typing import Final

# Streamlit's words of the uploader cannot be set; they are taken out of sight, and the style
# sheet shows ours (--dk-…, set by the page in the reader's language).
UPLOADER: Final = """
.stFileUploader :is([data-testid="stFileUploaderDropzoneInput"],
[data-testid="stFileUploaderDropzoneInstructions"]>*,
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"],
[data-testid="stFileChipName"]+div,[role="alert"]){display:none!important}
.stFileUploader [data-testid="stFileUploaderDropzone"]{flex-wrap:wrap;gap:.5rem 1rem;
min-height:5rem;align-items:center}
.stFileUploader [data-testid="stFileUploaderDropzone"] button{min-height:2.5rem}
.stFileUploader [data-testid="stBaseButton-secondary"]>div::after{content:var(--dk-browse);
margin-left:.375rem;font-size:.875rem}
.stFileUploader [data-testid="stFileUploaderDropzoneInstructions"]::after{
content:var(--dk-drop) ". " var(--dk-limit);color:$quiet;font-size:.875rem;line-height:1.4}
.stFileUploader [data-testid="stBaseButton-borderlessIcon"]{width:auto;padding:0 .75rem;
border:1px solid $rule}
.stFileUploader [data-testid="stBaseButton-borderlessIcon"]>*{display:none}
.stFileUploader [data-testid="stBaseButton-borderlessIcon"]::after{content:var(--dk-browse)}
.stFileUploader [data-testid="stFileChip"]{flex-wrap:wrap;height:auto;max-width:100%}
.stFileUploader [data-testid="stFileChip"][aria-invalid]::after{content:var(--dk-refused);
flex:1 0 100%;white-space:normal;padding:.25rem .5rem;color:$text}
.stFileUploader .stTooltipErrorHoverTarget{pointer-events:none}
.stFileUploader .stTooltipErrorHoverTarget button{pointer-events:auto}
"""
SCREEN: Final = """
.st-key-data .stForm [data-testid="InputInstructions"]{display:none}
.st-key-data :is(.stSelectbox,.stFileUploader,.stTextInput,.stProgress){max-width:44rem}
.st-key-data :is(.stButton,.stDownloadButton,.stFormSubmitButton) button{min-height:2.5rem}
.st-key-data .dk-table{max-height:36rem;overflow-y:auto}
.st-key-data .dk-table thead th{position:sticky;top:0;z-index:1;background:$ground}
.st-key-data .dk-table thead th:first-child{z-index:2}
.st-key-data .dk-table th.dk-number:first-child{min-width:3.5rem;padding-right:.75rem}
.st-key-data .dk-notice{margin:.5rem 0}
.st-key-data .dk-table caption{max-width:calc(100vw - 2.5rem)}
@media print{.st-key-data .dk-table{max-height:none}
.st-key-data :is(.stFileUploader,.stButton){display:none}}
"""
IMPORTS: Final = UPLOADER + SCREEN
