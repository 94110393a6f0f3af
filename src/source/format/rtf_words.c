/* The tables of control words and of character sets.
 * Parts of a document that are repeated on each page, or that programs keep for themselves, are skipped.
 * Data only, with its lookup. */
#include "source/format/rtf_words.h"

static const struct rtf_word words[] = {
    /* Special characters */
    {"tab", " ", RTF_TEXT},
    {"emspace", " ", RTF_TEXT},
    {"enspace", " ", RTF_TEXT},
    {"qmspace", " ", RTF_TEXT},
    {"emdash", "\xE2\x80\x94", RTF_TEXT},
    {"endash", "\xE2\x80\x93", RTF_TEXT},
    {"bullet", "\xE2\x80\xA2", RTF_TEXT},
    {"lquote", "\xE2\x80\x98", RTF_TEXT},
    {"rquote", "\xE2\x80\x99", RTF_TEXT},
    {"ldblquote", "\xE2\x80\x9C", RTF_TEXT},
    {"rdblquote", "\xE2\x80\x9D", RTF_TEXT},
    {"par", NULL, RTF_LINE},
    {"line", NULL, RTF_LINE},
    {"lbr", NULL, RTF_LINE},
    {"sect", NULL, RTF_LINE},
    {"page", NULL, RTF_LINE},
    {"column", NULL, RTF_LINE},
    {"cell", NULL, RTF_LINE},
    {"nestcell", NULL, RTF_LINE},
    {"row", NULL, RTF_LINE},
    {"nestrow", NULL, RTF_LINE},
    {"u", NULL, RTF_UNICODE},
    {"uc", NULL, RTF_COUNT},
    {"bin", NULL, RTF_BYTES},
    {"v", NULL, RTF_HIDDEN},
    {"deleted", NULL, RTF_HIDDEN},
    {"plain", NULL, RTF_PLAIN},
    {"f", NULL, RTF_FONT},
    {"ansicpg", NULL, RTF_CODEPAGE},
    {"deff", NULL, RTF_DEFAULT},
    {"fcharset", NULL, RTF_CHARSET},
    /* Groups */
    {"fonttbl", NULL, RTF_FONTS},
    {"info", NULL, RTF_SKIP},
    {"title", NULL, RTF_TITLE},
    {"author", NULL, RTF_AUTHOR},
    {"keywords", NULL, RTF_KEYWORDS},
    {"creatim", NULL, RTF_CREATED},
    {"yr", NULL, RTF_YEAR},
    {"mo", NULL, RTF_MONTH},
    {"dy", NULL, RTF_DAY},
    {"footnote", NULL, RTF_NOTE},
    {"shpinst", NULL, RTF_KEEP},
    {"shptxt", NULL, RTF_KEEP},
    {"ud", NULL, RTF_KEEP},
    {"upr", NULL, RTF_SKIP},
    {"colortbl", NULL, RTF_SKIP},
    {"stylesheet", NULL, RTF_SKIP},
    {"filetbl", NULL, RTF_SKIP},
    {"pict", NULL, RTF_SKIP},
    {"nonshppict", NULL, RTF_SKIP},
    {"objdata", NULL, RTF_SKIP},
    {"fldinst", NULL, RTF_SKIP},
    {"sp", NULL, RTF_SKIP},
    {"header", NULL, RTF_SKIP},
    {"headerl", NULL, RTF_SKIP},
    {"headerr", NULL, RTF_SKIP},
    {"headerf", NULL, RTF_SKIP},
    {"footer", NULL, RTF_SKIP},
    {"footerl", NULL, RTF_SKIP},
    {"footerr", NULL, RTF_SKIP},
    {"footerf", NULL, RTF_SKIP},
    {"ftnsep", NULL, RTF_SKIP},
    {"ftnsepc", NULL, RTF_SKIP},
    {"ftncn", NULL, RTF_SKIP},
    {"aftnsep", NULL, RTF_SKIP},
    {"aftnsepc", NULL, RTF_SKIP},
    {"aftncn", NULL, RTF_SKIP},
    {"listtext", NULL, RTF_SKIP},
    {"pntext", NULL, RTF_SKIP},
    {"xe", NULL, RTF_SKIP},
    {"tc", NULL, RTF_SKIP},
    {"nesttableprops", NULL, RTF_SKIP},
    {"nonesttables", NULL, RTF_SKIP},
    {"template", NULL, RTF_SKIP},
    {"private", NULL, RTF_SKIP},
};

const struct rtf_word *rtf_words_find(sse_str name) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (sse_str_equal(name, sse_str_of(words[i].name))) return &words[i];
  return NULL;
}

const char *rtf_words_charset(long number) {
  static const struct {
    long number;
    const char *name;
  } known[] = {{0, "windows-1252"},   {77, "macintosh"},     {128, "shift_jis"},    {129, "euc-kr"},
               {130, "johab"},        {134, "gbk"},          {136, "big5"},         {161, "windows-1253"},
               {162, "windows-1254"}, {163, "windows-1258"}, {177, "windows-1255"}, {178, "windows-1256"},
               {186, "windows-1257"}, {204, "windows-1251"}, {222, "windows-874"},  {238, "windows-1250"},
               {254, "cp437"},        {255, "cp850"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].number == number) return known[i].name;
  return NULL;
}
