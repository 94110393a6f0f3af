/* The table of formats, and that of files which no reader takes.
 * What a file is shows in its beginning; its name decides only where that says nothing.
 * Formats are listed in formats.def and nowhere else. */
#include "source/format/formats.h"
#include "source/filter/filter.h"
#include "source/format/readers.h"

#include <string.h>
#include <strings.h>

static const struct format formats[] = {
#define FORMAT(name, detect, open, endings, declares)                                                        \
  {name, detect, open, endings, FORMAT_DECLARES_##declares},
#include "source/format/formats.def"
#undef FORMAT
};
enum { FORMATS = sizeof formats / sizeof *formats };

static const char packed_endings[] = " .gz .zst .xz .bz2 .zip .7z .tar .tgz .txz .tzst .tbz2 .warc ";

/* Commands that read a file from standard input and write text; the programs' manuals have their options. */
#define PANDOC(from) "pandoc --from " from " --to plain --wrap none"
static const char pandoc_help[] = "needs pandoc: install pandoc";
static const struct {
  const char *ending;
  const char *magic;   /* the first bytes; NULL where the name alone tells it */
  const char *program; /* that makes text of it, by the command after it; NULL for none */
  const char *filter;
  const char *help; /* where there is no filter */
} unread[] = {
    {".pdf", "%PDF", "pdftotext", "pdftotext -enc UTF-8 -nopgbrk - -",
     "needs pdftotext: install poppler-utils"},
    {".docx", NULL, "pandoc", PANDOC("docx"), pandoc_help},
    {".odt", NULL, "pandoc", PANDOC("odt"), pandoc_help},
    {".epub", NULL, "pandoc", PANDOC("epub"), pandoc_help},
    {".rtf", "{\\rtf", "pandoc", PANDOC("rtf"), pandoc_help},
    {".doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", NULL, NULL,
     "an old Microsoft format: save as .docx, or name a filter in the configuration"},
    {".msg", NULL, NULL, NULL, "Outlook's own format: convert with msgconvert to .eml"},
    {".pst", "!BDN", NULL, NULL, "Outlook's own format: convert with readpst to .mbox"},
    {".xls", NULL, NULL, NULL, "a spreadsheet: save as .csv"},
    {".xlsx", NULL, NULL, NULL, "a spreadsheet: save as .csv"},
    {".ods", NULL, NULL, NULL, "a spreadsheet: save as .csv"},
};
enum { UNREAD = sizeof unread / sizeof *unread };

/* True where the name ends in one of `endings`. */
static bool has_ending(const char *name, const char *endings) {
  char padded[16];
  const char *dot = strrchr(name, '.');
  int length = dot ? snprintf(padded, sizeof padded, " %s ", dot) : -1;
  return length > 0 && (size_t)length < sizeof padded && strcasestr(endings, padded);
}

bool format_takes_name(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (has_ending(name, formats[i].endings)) return true;
  return has_ending(name, packed_endings);
}

const struct format *format_named(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp(formats[i].name, name) == 0) return &formats[i];
  return NULL;
}

const struct format *format_of(const char *path, sse_str beginning) {
  for (size_t i = 0; i < FORMATS; i++)
    if (formats[i].detect && formats[i].detect(beginning)) return &formats[i];
  for (size_t i = 0; i < FORMATS; i++)
    if (has_ending(path, formats[i].endings)) return &formats[i];
  return &formats[FORMATS - 1];
}

const char *format_filter(const source_options *options, const char *name) {
  const char *configured = filter_command(options, name), *dot = strrchr(name, '.');
  for (size_t i = 0; !configured && dot && i < UNREAD; i++)
    if (unread[i].program && strcasecmp(unread[i].ending, dot) == 0 && filter_is_installed(unread[i].program))
      configured = unread[i].filter;
  return configured;
}

sse_str format_ending(const char *name) {
  const char *slash = strrchr(name, '/'), *dot = strrchr(name, '.');
  bool is_there = dot && dot[1] && (!slash || dot > slash); /* hidden files are passed over */
  return sse_str_of(is_there ? dot : "no ending");
}

const char *format_reason(const char *name) {
  const char *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < UNREAD; i++)
    if (strcasecmp(unread[i].ending, dot) == 0) return unread[i].help;
  return "no format known";
}

const char *format_reason_of(sse_str beginning, const char **ending) {
  for (size_t i = 0; i < UNREAD; i++) {
    size_t length = unread[i].magic ? strlen(unread[i].magic) : 0;
    if (length == 0 || beginning.length < length || memcmp(beginning.data, unread[i].magic, length) != 0)
      continue;
    *ending = unread[i].ending;
    return unread[i].help;
  }
  return NULL;
}
