/* The table of formats, and that of files which no reader takes.
 * A file's beginning shows its format; its name decides only if the beginning is inconclusive.
 * Formats are listed in formats.def and nowhere else. */
#include "source/format/formats.h"
#include "base/utf8.h"
#include "source/filter/filter.h"
#include "source/format/readers.h"
#include "source/format/tags.h"

#include <string.h>
#include <strings.h>

static const struct format formats[] = {
#define FORMAT(name, detect, open, endings, declares)                                                        \
  {name, detect, open, endings, FORMAT_DECLARES_##declares},
#include "source/format/formats.def"
#undef FORMAT
};
enum { FORMATS = sizeof formats / sizeof *formats };

static const char packed_endings[] = " .gz .zst .xz .bz2 .zip .7z .tar .tgz .txz .tzst .tbz2 .warc .wacz ";
/* Extensions of documents (format/package.h) and spreadsheets (format/workbook.h) that are zip files inside.
 */
#define WORKBOOK_ENDINGS " .xlsx .xlsm .xltx .xltm .ods .ots "
static const char workbook_endings[] = WORKBOOK_ENDINGS;
static const char zipped_endings[] =
    " .docx .docm .dotx .dotm .odt .ott .pptx .pptm .ppsx .potx .odp .otp .epub" WORKBOOK_ENDINGS;

/* Commands that read a file from standard input and write text; for the options, see the programs'
 * manuals. catdoc's companions die from a signal unless they open the file themselves; -b puts a line
 * between sheets. */
#define PANDOC(from) "pandoc --from " from " --to html --standalone --sandbox --quiet"
/* The same for Markdown, preceded by any metadata; format/markdown.c removes the backslashes that pandoc puts
 * before punctuation. Included files are not read. */
#define PANDOC_MARKDOWN(from)                                                                                \
  "pandoc --sandbox --standalone --from " from                                                               \
  " --to gfm+yaml_metadata_block --metadata generator=pandoc --wrap none"
/* pandoc does not read AsciiDoc. */
#define ASCIIDOCTOR             "asciidoctor --safe-mode secure --attribute nofooter --out-file - -"
#define NEEDS(program, package) "needs " program ": install " package " (scripts/install-deps documents)"
#define OLE                     "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" /* Microsoft's compound files */
static const char no_marc[] = "MARC: convert with 'yaz-marcdump -o marcxml' or MarcEdit to MARCXML (.xml)";
static const char no_dump[] = "a database dump: export the table as .csv";
static const struct {
  const char *ending;
  const char *magic;   /* the first bytes; NULL if only the name shows it. Among rows with the same bytes, the
                          first applies to files with other names. */
  const char *program; /* that converts it to text, by the command in `filter`; NULL for none */
  const char *filter;
  const char *format; /* of that text; NULL if it must be detected */
  const char *help;   /* what helps without a filter */
} unread[] = {
    {".pdf", "%PDF", "pdftotext", "pdftotext -bbox-layout -enc UTF-8 - -", "pdf",
     NEEDS("pdftotext", "poppler-utils")},
    {".ipynb", NULL, "pandoc", PANDOC("ipynb"), "document", NEEDS("pandoc", "pandoc")},
    {".rst", NULL, "pandoc", PANDOC_MARKDOWN("rst"), "markdown", NEEDS("pandoc", "pandoc")},
    {".org", NULL, "pandoc", PANDOC_MARKDOWN("org"), "markdown", NEEDS("pandoc", "pandoc")},
    {".wiki", NULL, "pandoc", PANDOC_MARKDOWN("mediawiki"), "markdown", NEEDS("pandoc", "pandoc")},
    {".mediawiki", NULL, "pandoc", PANDOC_MARKDOWN("mediawiki"), "markdown", NEEDS("pandoc", "pandoc")},
    {".textile", NULL, "pandoc", PANDOC_MARKDOWN("textile"), "markdown", NEEDS("pandoc", "pandoc")},
    {".adoc", NULL, "asciidoctor", ASCIIDOCTOR, "document", NEEDS("asciidoctor", "asciidoctor")},
    {".asciidoc", NULL, "asciidoctor", ASCIIDOCTOR, "document", NEEDS("asciidoctor", "asciidoctor")},
    {".doc", OLE, "catdoc", "catdoc -w -d utf-8", "text", NEEDS("catdoc", "catdoc")},
    {".xls", OLE, "xls2csv", "xls2csv -d utf-8 -b\n /dev/stdin", NULL, NEEDS("xls2csv", "catdoc")},
    {".ppt", OLE, "catppt", "catppt -d utf-8 /dev/stdin", "text", NEEDS("catppt", "catdoc")},
    {".djvu", "AT&TFORM", "djvutxt", "djvutxt /dev/stdin", "text", NEEDS("djvutxt", "djvulibre-bin")},
    {".arc", "filedesc://", NULL, NULL, NULL,
     "an old web archive: convert with 'warcio recompress' to .warc.gz"},
    {".msg", OLE, NULL, NULL, NULL, "Outlook's own format: convert with msgconvert to .eml"},
    {".pst", "!BDN", NULL, NULL, NULL, "Outlook's own format: convert with readpst to .mbox"},
    {".mrk", "=LDR  ", NULL, NULL, NULL, no_marc}, /* as MarcEdit writes it */
    {".mrc", NULL, NULL, NULL, NULL, no_marc},
    {".marc", NULL, NULL, NULL, NULL, no_marc},
    {".sql", "-- MySQL dump", NULL, NULL, NULL, no_dump},
    {".sql", "-- MariaDB dump", NULL, NULL, NULL, no_dump},
    {".sql", "-- phpMyAdmin SQL Dump", NULL, NULL, NULL, no_dump},
    {".sql", "--\n-- PostgreSQL database dump", NULL, NULL, NULL, no_dump},
    {".sql", "INSERT INTO ", NULL, NULL, NULL, no_dump},
    {".sql", "CREATE TABLE ", NULL, NULL, NULL, no_dump},
    {".bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1", NULL, NULL, NULL,
     "browser bookmarks: save the pages, or their titles and addresses as .csv"},
    {".ics", "BEGIN:VCALENDAR", NULL, NULL, NULL, "a calendar, not news"},
    {".xlsb", NULL, NULL, NULL, NULL, "a binary spreadsheet: save as .xlsx or .csv"},
    {".numbers", NULL, NULL, NULL, NULL, "an Apple Numbers spreadsheet: export as .xlsx or .csv"},
};
enum { UNREAD = sizeof unread / sizeof *unread };

bool format_has_ending(const char *name, const char *endings) {
  char padded[16];
  const char *dot = strrchr(name, '.');
  int length = dot ? snprintf(padded, sizeof padded, " %s ", dot) : -1;
  return length > 0 && (size_t)length < sizeof padded && strcasestr(endings, padded);
}

bool format_is_packed_name(const char *name) {
  return format_has_ending(name, packed_endings);
}

/* Returns true for the name of a file that a reader takes, or of an archive. */
static bool takes_name(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (format_has_ending(name, formats[i].endings)) return true;
  return format_is_packed_name(name) || format_has_ending(name, zipped_endings);
}

/* Returns true for mail and, if `takes_all`, for any format that declares itself; looking like a table or a
 * list is not enough. */
static bool says_what_it_is(sse_str beginning, bool takes_all) {
  for (size_t i = 0; i < FORMATS; i++) {
    format_declares declares = formats[i].declares;
    bool is_asked = declares == FORMAT_DECLARES_PARTS || (takes_all && declares != FORMAT_DECLARES_NONE);
    if (is_asked && formats[i].detect(beginning)) return true;
  }
  return false;
}

/* The row for documents with such a name; UNREAD for none. */
static size_t unread_named(const char *name) {
  const char *dot = strrchr(name, '.');
  size_t row = dot ? 0 : UNREAD;
  while (row < UNREAD && strcasecmp(unread[row].ending, dot) != 0)
    row++;
  return row;
}

static bool has_magic(size_t row, sse_str beginning) {
  size_t length = unread[row].magic ? strlen(unread[row].magic) : 0;
  return length > 0 && beginning.length >= length && memcmp(beginning.data, unread[row].magic, length) == 0;
}

/* Returns true for a compound file with an encrypted document (MS-OFFCRYPTO, 2.3.4.4), named in UTF-16. */
static bool is_encrypted(sse_str beginning) {
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  bool is_compound = beginning.length > 8 && memcmp(beginning.data, OLE, 8) == 0;
  return is_compound && memmem(beginning.data, beginning.length, name, sizeof name - 1);
}

/* Removes the characters in `bytes` from the beginning of a text; returns how many bytes they are. */
static size_t skip_any(sse_str *text, const char *bytes) {
  size_t length = 0;
  while (length < text->length && text->data[length] && strchr(bytes, text->data[length]))
    length++;
  *text = sse_str_part(*text, length, text->length);
  return length;
}

/* Returns true for the first line of a message in a WhatsApp export: "[12/05/2023, 10:11:12] Ann: text" or
 * "12/05/2023, 10:11 - Ann: text", the former possibly after a directional mark. */
static bool is_message(sse_str line) {
  static const char mark[] = "\xE2\x80\x8E", narrow_space[] = "\xE2\x80\xAF";
  enum { DATE_SHORTEST = 6, TIME_SHORTEST = 4 };
  if (sse_str_begins(line, mark)) line = sse_str_part(line, sizeof mark - 1, line.length);
  bool in_brackets = skip_any(&line, "[") == 1;
  if (skip_any(&line, "0123456789/.-") < DATE_SHORTEST || skip_any(&line, ",") != 1) return false;
  if (skip_any(&line, " ") != 1 || skip_any(&line, "0123456789:") < TIME_SHORTEST) return false;
  if (sse_str_begins(line, narrow_space)) line = sse_str_part(line, sizeof narrow_space - 1, line.length);
  (void)skip_any(&line, " apmAPM.");
  return skip_any(&line, in_brackets ? "]" : "-") == 1 && skip_any(&line, " ") == 1;
}

/* Returns true for a chat, which begins with a message and has another one. */
static bool is_chat(sse_str beginning) {
  sse_str line;
  size_t position = 0;
  if (!sse_str_next(beginning, '\n', &position, &line) || !is_message(sse_utf8_without_mark(line)))
    return false;
  while (sse_str_next(beginning, '\n', &position, &line))
    if (is_message(line)) return true;
  return false;
}

/* Returns true for the leader of a MARC 21 record (Library of Congress), in ISO 2709 or on a separate
 * line. */
static bool is_marc(sse_str beginning) {
  enum { LEADER = 24, FIGURES = 5, COUNTS_AT = 10, MAP_AT = 20 };
  if (beginning.length < LEADER) return false;
  for (size_t i = 0; i < FIGURES; i++)
    if (!sse_is_digit(beginning.data[i])) return false;
  return memcmp(beginning.data + COUNTS_AT, "22", 2) == 0 && memcmp(beginning.data + MAP_AT, "4500", 4) == 0;
}

/* ---- What the bytes of a document are ------------------------------------------------------------ */

static bool is_zip(sse_str beginning) {
  return beginning.length > 4 && memcmp(beginning.data, "PK\x03\x04", 4) == 0;
}

/* The extension of a document that is a zip file, by the first name in it (APPNOTE.TXT, 4.3.7) and its
 * uncompressed contents: OpenDocument and EPUB declare it (OCF 3.3, 4.3), others show it by file names. */
static const char *zipped_ending(sse_str beginning) {
  enum { NAME_AT = 30 };
  static const struct {
    const char *mark, *ending;
  } said[] = {{"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"},
              {"mimetypeapplication/vnd.oasis.opendocument.presentation", ".odp"},
              {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"},
              {"mimetypeapplication/epub+zip", ".epub"}},
    named[] = {{"word/document", ".docx"}, {"ppt/slides/slide", ".pptx"}, {"xl/workbook.xml", ".xlsx"}};
  static const char *const firsts[] = {"[Content_Types].xml", "_rels/", "docProps/", "word/", "ppt/", "xl/"};
  bool is_office = false;
  if (!is_zip(beginning) || beginning.length <= NAME_AT) return NULL;
  sse_str rest = sse_str_part(beginning, NAME_AT, beginning.length);
  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (sse_str_begins(rest, said[i].mark)) return said[i].ending;
  for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
    is_office = is_office || sse_str_begins(rest, firsts[i]);
  for (size_t i = 0; is_office && i < sizeof named / sizeof *named; i++)
    if (memmem(rest.data, rest.length, named[i].mark, strlen(named[i].mark))) return named[i].ending;
  return NULL;
}

bool format_is_zipped(const char *name, sse_str beginning) {
  return is_zip(beginning) && (format_has_ending(name, zipped_endings) || zipped_ending(beginning));
}

bool format_is_workbook(const char *name, sse_str beginning) {
  const char *shown = zipped_ending(beginning);
  return format_has_ending(shown ? shown : name, workbook_endings);
}

/* The extension of a document that its first bytes identify; NULL for others, including those that are only
 * known to be Microsoft's. */
static const char *shown_ending(sse_str beginning) {
  static const char *const plain[] = {".pdf", ".djvu"};
  const char *ending = NULL;
  if (rtf_detect(beginning)) return ".rtf";
  (void)format_reason_of("", beginning, &ending);
  for (size_t i = 0; ending && i < sizeof plain / sizeof *plain; i++)
    if (strcmp(ending, plain[i]) == 0) return ending;
  return zipped_ending(beginning);
}

/* Extensions of documents whose first bytes show what they are. */
static const char document_endings[] = " .pdf .rtf .doc .xls .ppt .djvu ";

static bool is_document(const char *name) {
  return format_has_ending(name, document_endings) || format_has_ending(name, zipped_endings);
}

bool format_may_show_another(const char *name) {
  return unread_named(name) < UNREAD || is_document(name) || !takes_name(name);
}

const char *format_shown_name(const char *name, sse_str beginning) {
  const char *shown = shown_ending(beginning);
  if (!format_may_show_another(name)) return name;
  bool is_of_old = format_has_ending(name, zipped_endings) && has_magic(unread_named(".doc"), beginning);
  if (is_of_old && !is_encrypted(beginning)) shown = ".doc"; /* with the extension of a newer format */
  if (shown) return format_has_ending(name, shown) ? name : shown;
  bool is_text = is_document(name) && (says_what_it_is(beginning, true) || table_detect(beginning));
  return is_text ? "" : name;
}

bool format_takes_beginning(const source_options *options, const char *path, sse_str beginning) {
  const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
  const char *shown = format_shown_name(path, beginning);
  bool may_be_another = !dot || unread_named(path) < UNREAD;
  if (shown == path) return unread_named(path) == UNREAD && says_what_it_is(beginning, !dot);
  return may_be_another && (!*shown || format_is_taken(options, shown));
}

sse_status format_takes_file(const source_options *options, const char *path, bool *takes, sse_error *err) {
  sse_buffer beginning = {0};
  *takes = false;
  sse_status status = sse_file_beginning(path, FORMAT_LOOKED_AT, &beginning, err);
  if (!status) *takes = format_takes_beginning(options, path, sse_buffer_str(&beginning));
  sse_buffer_reset(&beginning);
  return status == SSE_NO_MEMORY ? status : SSE_OK;
}

const struct format *format_named(const char *name) {
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp(formats[i].name, name) == 0) return &formats[i];
  return NULL;
}

/* Any text may be Markdown: what looks like a table or JSON may be its front matter. But a whole page or feed
 * is not, unless front matter precedes it. */
static bool is_markdown(const char *path, sse_str beginning) {
  const struct format *markdown = format_named("markdown");
  if (markdown_detect(beginning)) return true;
  return format_has_ending(path, markdown->endings) && !feed_detect(beginning) && !page_detect(beginning);
}

/* Not taken in folders, where they are usually settings of programs. */
static const char yaml_endings[] = " .yaml .yml ";

const struct format *format_of(const char *path, sse_str beginning) {
  if (format_has_ending(path, yaml_endings)) return format_named("yaml"); /* it looks like front matter */
  if (is_markdown(path, beginning)) return format_named("markdown");
  for (size_t i = 0; i < FORMATS; i++)
    if (formats[i].detect && formats[i].detect(beginning)) return &formats[i];
  if (tags_is_xml_of_others(beginning)) return format_named("feed"); /* whose reader rejects it */
  for (size_t i = 0; i < FORMATS; i++)
    if (format_has_ending(path, formats[i].endings)) return &formats[i];
  return &formats[FORMATS - 1];
}

const char *format_filter(const source_options *options, const char *name, const char **format) {
  const char *configured = filter_command(options, name);
  size_t row = configured ? UNREAD : unread_named(name);
  *format = NULL;
  if (row == UNREAD || !unread[row].program || !filter_is_installed(unread[row].program)) return configured;
  *format = unread[row].format;
  return unread[row].filter;
}

bool format_is_taken(const source_options *options, const char *name) {
  const char *format;
  return takes_name(name) || format_filter(options, name, &format);
}

sse_str format_ending(const char *name) {
  const char *slash = strrchr(name, '/'), *dot = strrchr(name, '.');
  bool is_there = dot && dot[1] && (!slash || dot > slash); /* hidden files have no extension */
  return sse_str_of(is_there ? dot : "no ending");
}

const char *format_document_reason(const char *name) {
  size_t row = unread_named(name);
  return row < UNREAD ? unread[row].help : NULL;
}

const char *format_reason(const char *name) {
  const char *reason = format_document_reason(name);
  if (format_has_ending(name, yaml_endings))
    reason = "a program's settings? To read it, name the file itself";
  return reason ? reason : "no format known";
}

const char *format_reason_of(const char *name, sse_str beginning, const char **ending) {
  size_t found = unread_named(name);
  if (found == UNREAD || !has_magic(found, beginning))
    for (found = 0; found < UNREAD && !has_magic(found, beginning);)
      found++;
  if (found == UNREAD && is_marc(beginning)) {
    *ending = ".mrc";
    return no_marc;
  }
  if (found == UNREAD && is_chat(beginning)) {
    *ending = ".chat";
    return "a WhatsApp chat, not news";
  }
  if (found == UNREAD) return NULL;
  bool is_secret = is_encrypted(beginning);
  *ending = is_secret ? ".docx" : unread[found].ending;
  return is_secret ? "it is encrypted" : unread[found].help;
}
