/* Shared by all readers of documents; also reads the pages that pandoc makes of Jupyter notebooks and
 * asciidoctor of AsciiDoc, as one item each. Such a page is nothing but the document, so all its text is
 * taken. */
#include "source/format/document.h"
#include "source/authors.h"
#include "source/format/readers.h"
#include "source/page/html.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- What documents have in common ---------------------------------------------------------------- */

/* Returns true if a title ends like a file name. */
static bool has_ending_of_file(sse_str title) {
  static const char *const endings[] = {".doc", ".docx", ".odt",  ".rtf", ".pdf",  ".indd", ".qxd", ".qxp",
                                        ".pub", ".ppt",  ".pptx", ".xls", ".xlsx", ".ai",   ".cdr", ".tex",
                                        ".txt", ".wpd",  ".dvi",  ".ps",  ".eps",  ".html", ".htm", ".pages"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (sse_str_ends(title, endings[i])) return true;
  return false;
}

/* Returns true if a title is the name of the file without its extension. */
static bool is_name_of(sse_str title, const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  return strlen(name) >= title.length && strncasecmp(name, title.data, title.length) == 0 &&
         strchr(".", name[title.length]);
}

/* Returns a title without the name of the program that made it: "Microsoft Word - letter.doc". */
static sse_str without_program(sse_str title) {
  static const char *const programs[] = {"word", "powerpoint", "excel", "publisher", "visio", "outlook"};
  static const char maker[] = "microsoft ", office[] = "office ", dash[] = " - ";
  sse_str rest = title;
  if (!sse_str_begins(rest, maker)) return title;
  rest = sse_str_part(rest, sizeof maker - 1, rest.length);
  if (sse_str_begins(rest, office)) rest = sse_str_part(rest, sizeof office - 1, rest.length);
  for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
    if (!sse_str_begins(rest, programs[i])) continue;
    sse_str after = sse_str_part(rest, strlen(programs[i]), rest.length);
    if (sse_str_begins(after, dash)) return sse_str_part(after, sizeof dash - 1, after.length);
  }
  return title;
}

/* Returns true for the names that programs give to untitled documents, in their various languages. */
static bool is_placeholder(sse_str title) {
  enum { LONGEST = 40 };
  static const char *const begins[] = {
      "untitled",      "microsoft ",    "ohne titel", "sans titre",   "sin título",   "document",
      "slide 1",       "presentation",  "print",      "layout 1",     "title of",     "dokument",
      "diapositive 1", "diapositiva 1", "folie 1",    "présentation", "presentación", "apresentação"};
  char copy[LONGEST + 1] = "";
  if (title.length <= LONGEST) memcpy(copy, title.data, title.length);
  if (strcasestr(copy, "powerpoint")) return true; /* "PowerPoint Presentation", "Présentation PowerPoint" */
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (sse_str_begins(title, begins[i]) && title.length < 24) return true;
  return false;
}

static bool is_title(sse_str title, const char *path) {
  size_t letters = 0;
  for (size_t i = 0; i < title.length; i++)
    letters += (unsigned char)title.data[i] >= 'A'; /* or a byte of another script */
  if (letters < 3 || title.length > DOCUMENT_TITLE_LONGEST || has_ending_of_file(title)) return false;
  bool is_word = !memchr(title.data, ' ', title.length) && memchr(title.data, '_', title.length);
  return !is_word && !is_placeholder(title) && !is_name_of(title, path);
}

sse_str document_title(sse_str said, const char *path) {
  sse_str title = sse_str_trim(without_program(sse_str_trim(said)));
  return is_title(title, path) ? title : (sse_str){0};
}

void document_take_author(struct fields *fields, sse_str author) {
  bool is_login = true;
  author = sse_str_trim(author);
  for (size_t i = 0; i < author.length && is_login; i++)
    is_login = sse_is_lower(author.data[i]) || strchr("0123456789._-", author.data[i]);
  if (!is_login) authors_append(&fields->raw[FIELD_AUTHOR], author, FIELD_IS_ANY);
}

/* The first line of a text that is not blank, without its newline; `*rest` is the text after it. */
static sse_str first_line(sse_str text, sse_str *rest) {
  sse_str line;
  size_t position = 0;
  while (sse_str_next(text, '\n', &position, &line))
    if (sse_str_trim(line).length > 0) break;
  *rest = sse_str_part(text, position < text.length ? position : text.length, text.length);
  return text.length > 0 ? sse_str_trim(line) : (sse_str){0};
}

void document_end_line(sse_buffer *text) {
  while (text->length > 0 && text->data[text->length - 1] == ' ')
    text->data[--text->length] = '\0';
  if (text->length > 0 && text->data[text->length - 1] != '\n') sse_buffer_append_text(text, "\n");
}

void document_drop_title(struct fields *fields) {
  sse_buffer *title = &fields->raw[FIELD_TITLE], *body = &fields->raw[FIELD_BODY], kept = {0};
  sse_str rest, line = first_line(sse_buffer_str(body), &rest);
  if (line.length == 0 || !sse_str_equal(line, sse_str_trim(sse_buffer_str(title)))) return;
  sse_buffer_append_str(&kept, rest);
  sse_buffer_reset(body);
  *body = kept;
}

/* Takes the first line as the title of a text without one. */
static void take_title(struct fields *fields) {
  sse_buffer *title = &fields->raw[FIELD_TITLE];
  sse_str rest, line = first_line(sse_buffer_str(&fields->raw[FIELD_BODY]), &rest);
  if (title->length == 0 && line.length > 0 && line.length <= DOCUMENT_TITLE_LONGEST)
    sse_buffer_append_str(title, line);
  document_drop_title(fields);
}

/* Adds the first date that has one of the first lines to itself; returns false if there is none. */
static bool take_date(struct fields *fields) {
  enum { LINES = 12 };
  sse_str body = sse_buffer_str(&fields->raw[FIELD_BODY]), line;
  sse_date date;
  size_t position = 0;
  for (int i = 0; i < LINES && sse_str_next(body, '\n', &position, &line); i++) {
    line = sse_str_trim(line);
    if (!source_date_parse(line, &date) || date.day == 0) continue;
    sse_buffer_append_str(&fields->raw[FIELD_DATE], line);
    return true;
  }
  return false;
}

void document_complete(const struct reader *reader, struct fields *fields, sse_str date) {
  sse_buffer *kept = &fields->raw[FIELD_DATE];
  take_title(fields);
  if (kept->length > 0 || take_date(fields)) return;
  reader_append_name_date(reader, kept);
  if (kept->length == 0) sse_buffer_append_str(kept, date);
}

/* ---- Converted pages ------------------------------------------------------------------------------ */

struct document {
  struct reader *reader;
  htmlDocPtr page;
  bool is_given;
};

/* Returns true for what the converters add to the text: the properties above it, a table of contents, a
 * footnote's number and backlink. pandoc makes the ids of headings from their text, so these ids count only
 * on a div or header. */
static bool is_added(const void *context, const xmlNode *node) {
  static const char *const ids[] = {"title-block-header", "header", "toc"};
  const char *id = html_attribute(node, "id"), *class = html_attribute(node, "class");
  (void)context;
  for (size_t i = 0; id && i < sizeof ids / sizeof *ids; i++)
    if (strcmp(id, ids[i]) == 0 && (html_is(node, "div") || html_is(node, "header"))) return true;
  return class && (strcmp(class, "footnote-ref") == 0 || strcmp(class, "footnote-back") == 0 ||
                   (strcmp(class, "footnote") == 0 && html_is(node, "sup")));
}

static void take_meta(struct fields *fields, const xmlNode *meta, sse_buffer *date) {
  const char *name = html_attribute(meta, "name"), *content = html_attribute(meta, "content");
  if (!name || !content) return;
  if (strcmp(name, "dcterms.date") == 0) sse_buffer_append_text(date, content);
  if (strcmp(name, "author") == 0) document_take_author(fields, sse_str_of(content));
  if (strcmp(name, "keywords") == 0) sse_buffer_append_text(&fields->raw[FIELD_TAGS], content);
}

/* Takes the title, author and date that asciidoctor shows from the text's first lines. */
static void take_header(struct fields *fields, const xmlNode *node, sse_buffer *date) {
  const char *id = html_attribute(node, "id"), *above = html_attribute(node->parent, "id");
  if (html_is(node, "h1") && above && strcmp(above, "header") == 0)
    html_node_text(node, &fields->raw[FIELD_TITLE]);
  if (html_is(node, "span") && id && strcmp(id, "revdate") == 0) html_node_text(node, date);
}

static void read_page(const struct document *document, struct fields *fields) {
  const html_filter filter = {NULL, is_added};
  const xmlNode *root = xmlDocGetRootElement(document->page);
  sse_buffer title = {0}, date = {0};
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    if (html_is(node, "title")) html_node_text(node, &title);
    if (html_is(node, "meta")) take_meta(fields, node, &date);
    if (node->type == XML_ELEMENT_NODE) take_header(fields, node, &date);
    if (html_is(node, "body")) html_node_text_but(node, &filter, &fields->raw[FIELD_BODY]);
  }
  if (root && html_attribute(root, "lang"))
    sse_buffer_append_text(&fields->raw[FIELD_LANG], html_attribute(root, "lang"));
  const struct fields *said = document->reader->said;
  sse_str given = document_title(sse_buffer_str(&title), document->reader->path);
  if (said && said->raw[FIELD_TITLE].length > 0) given = sse_buffer_str(&said->raw[FIELD_TITLE]);
  if (fields->raw[FIELD_TITLE].length == 0) sse_buffer_append_str(&fields->raw[FIELD_TITLE], given);
  document_complete(document->reader, fields, sse_buffer_str(&date));
  if (title.failed || date.failed) fields->raw[FIELD_TITLE].failed = true;
  sse_buffer_reset(&title);
  sse_buffer_reset(&date);
}

static part_outcome next_document(void *context, struct part *part, sse_error *err) {
  struct document *document = context;
  if (document->is_given) return PART_END;
  document->is_given = true;
  read_page(document, &part->fields);
  if (!fields_have_failed(&part->fields)) return PART;
  (void)sse_fail_memory(err);
  return PART_BAD;
}

static void close_document(void *context) {
  struct document *document = context;
  xmlFreeDoc(document->page);
  free(document);
}

sse_status document_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct document *document = calloc(1, sizeof *document);
  sse_buffer bytes = {0}, text = {0};
  sse_status status = document ? reader_all(reader, HTML_LONGEST, &bytes, err) : sse_fail_memory(err);
  if (!status) status = text_clean(sse_buffer_str(&bytes), &text, &reader->account->report->repaired, err);
  sse_buffer_reset(&bytes);
  if (!status) {
    document->reader = reader;
    bool is_cut = false;
    document->page = html_parse(&text, &is_cut);
    if (!document->page) status = sse_fail_memory(err);
    if (is_cut)
      status = sse_fail(err, SSE_TOO_LARGE, "%s: has more than %d elements", reader->path, HTML_NODES_MOST);
  }
  sse_buffer_reset(&text);
  if (status) {
    if (document) xmlFreeDoc(document->page);
    free(document);
    return status;
  }
  *parts = (struct parts){.context = document, .next = next_document, .close = close_document};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
