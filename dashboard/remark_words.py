"""How a file was read, in words: what was read though it is hidden, what was left out though it is there."""

from dashboard.texts import Texts, _
from data_access.uploads.files.remarks import Remark, RemarkCode

_MOST_PLACES = 20

REMARK_WORDS: dict[RemarkCode, str] = {
    RemarkCode.HIDDEN_SHEET: _("The sheet is hidden. It was read."),
    RemarkCode.HIDDEN_ROWS: _("Hidden rows were read: {places}."),
    RemarkCode.HIDDEN_COLUMNS: _("Hidden columns were read: {places}."),
    RemarkCode.TURNED: _("The table lies on its side: each of its columns was read as a row."),
    RemarkCode.MERGED: _("Merged cells were read in each of their rows: {places}."),
    RemarkCode.NUMBERS: _("Left out as numbers of the columns: {places}."),
    RemarkCode.HEADERS: _("Left out as headers that repeat: {places}."),
    RemarkCode.SECTION: _("Left out as headings of sections: {places}."),
    RemarkCode.SECTION_READ: _("Headings of sections were read for the rows below them: {places}."),
    RemarkCode.SUBTOTAL: _("Left out as subtotals: {places}."),
    RemarkCode.NOTE: _("Left out as notes below the table: {places}."),
    RemarkCode.MIXED_ENCODINGS: _("Lines in another encoding than the others were read: {places}."),
}


def remark_message(texts: Texts, remark: Remark) -> str:
    """What the sender should know; the sheet is not named, places are numbers of rows or letters of columns."""
    places = ", ".join(remark.places[:_MOST_PLACES])
    if len(remark.places) > _MOST_PLACES:
        places += " …"
    return texts.gettext(REMARK_WORDS[remark.code], places=places)
