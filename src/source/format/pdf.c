/* PDF, from Poppler's pdftotext -bbox-layout: blocks of lines of words with their positions, one element per
 * line. A block is a paragraph; words split at line ends are joined; right-to-left lines, which are in visual
 * order, are reversed; the largest text on the first page is the headline of a file without a title. */
#include "source/format/document.h"
#include "source/format/readers.h"
#include "source/format/visual.h"
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LINES_MOST = 120 /* of the first page that are candidates for the headline */ };

/* A line of the first page. */
struct line {
  double height;       /* of its characters, in points */
  size_t start, block; /* its offset in the text, and the number of its block */
};

struct pdf {
  struct reader *reader;
  sse_buffer *body, title, date, author;
  sse_buffer line, word; /* the current line so far, and its last word */
  double height, right;  /* height of the line's first word, and right edge of its last */
  double above;          /* the height of the line before */
  struct visual_letters letters;
  struct line lines[LINES_MOST];
  size_t line_count, block, page;
  bool begins_block, is_given;
};

/* The value of a numeric attribute, yMin="72.5"; 0 if there is none. */
static double number_of(sse_str element, const char *name) {
  const char *found = memmem(element.data, element.length, name, strlen(name));
  return found ? strtod(found + strlen(name), NULL) : 0; /* a quotation mark ends it */
}

/* Returns true if the character at or around the byte `at` is a lower-case letter. */
static bool is_small(sse_str text, size_t at) {
  utf8proc_int32_t character;
  while (at > 0 && ((unsigned char)text.data[at] & 0xC0) == 0x80)
    at--;
  return utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.length - at),
                          &character) > 0 &&
         utf8proc_category(character) == UTF8PROC_CATEGORY_LL;
}

/* Appends a line to the text: after a space, as a new paragraph, or by removing a hyphen. */
static void join(struct pdf *pdf, sse_str line) {
  sse_buffer *body = pdf->body;
  sse_str before = sse_buffer_str(body);
  size_t length = before.length;
  bool is_small_next = line.length > 0 && is_small(line, 0);
  bool is_divided =
      length > 1 && before.data[length - 1] == '-' && is_small(before, length - 2) && is_small_next;
  bool is_alike = pdf->height > 0.8 * pdf->above && pdf->height < 1.25 * pdf->above; /* else a headline */
  bool goes_on = is_alike && is_small_next && length > 0 &&
                 (is_small(before, length - 1) || before.data[length - 1] == ',');
  if (length == 0 || body->failed) return;
  if (pdf->begins_block && !goes_on && !is_divided) {
    sse_buffer_append_text(body, "\n");
  } else if (is_divided) {
    body->data[--body->length] = '\0';
  } else {
    sse_buffer_append_text(body, " ");
  }
}

static void note_line(struct pdf *pdf, double height) {
  if (pdf->page != 1 || pdf->line_count == LINES_MOST) return;
  pdf->lines[pdf->line_count++] = (struct line){height, pdf->body->length, pdf->block};
}

/* Appends the contents of an element, on one line. */
static sse_status append_inside(sse_str element, sse_buffer *out, sse_error *err) {
  const char *open = memchr(element.data, '>', element.length);
  size_t start = open ? (size_t)(open - element.data) + 1 : element.length;
  sse_str inside = sse_str_part(element, start, element.length);
  const char *close = sse_str_find(inside, "</");
  sse_buffer text = {0};
  if (close) inside.length = (size_t)(close - inside.data);
  sse_status status = html_text(inside, &text, err);
  if (!status) sse_buffer_append_str(out, sse_str_trim(sse_buffer_str(&text)));
  sse_buffer_reset(&text);
  return status;
}

/* Adds a word to the line. Right-to-left words are often split into pieces without a gap. */
static sse_status take_word(struct pdf *pdf, sse_str element, sse_error *err) {
  double left = number_of(element, "xMin=\""),
         height = number_of(element, "yMax=\"") - number_of(element, "yMin=\"");
  sse_buffer_clear(&pdf->word);
  sse_status status = append_inside(element, &pdf->word, err);
  sse_str word = sse_buffer_str(&pdf->word);
  if (status || word.length == 0) return status;
  bool is_piece = left - pdf->right < 0.02 * height && visual_is_leftward(word);
  if (pdf->line.length == 0) pdf->height = height;
  pdf->right = number_of(element, "xMax=\"");
  return reader_append(pdf->reader, &pdf->line, is_piece ? "" : " ", word, err);
}

static sse_status end_line(struct pdf *pdf, sse_error *err) {
  if (pdf->line.length == 0) return SSE_OK;
  sse_buffer_clear(&pdf->word);
  sse_status status = visual_append(&pdf->letters, sse_buffer_str(&pdf->line), &pdf->word, err);
  sse_buffer_clear(&pdf->line);
  if (status) return status;
  join(pdf, sse_buffer_str(&pdf->word));
  note_line(pdf, pdf->height);
  pdf->above = pdf->height;
  pdf->begins_block = false;
  return reader_append(pdf->reader, pdf->body, "", sse_buffer_str(&pdf->word), err);
}

/* The raw value of a property in an element of the page's head; none for other elements. */
static sse_str property_of(sse_str element, const char *name) {
  const char *found = memmem(element.data, element.length, name, strlen(name));
  if (!found) return (sse_str){0};
  size_t start = (size_t)(found - element.data) + strlen(name);
  const char *end = memchr(element.data + start, '"', element.length - start);
  return sse_str_part(element, start, end ? (size_t)(end - element.data) : element.length);
}

static sse_status take_meta(struct pdf *pdf, sse_str element, sse_error *err) {
  sse_str author = property_of(element, "name=\"Author\" content=\"");
  sse_buffer_append_str(&pdf->date, property_of(element, "name=\"CreationDate\" content=\""));
  if (author.length > 0) return html_text(author, &pdf->author, err);
  return sse_str_begins(element, "<title>") ? append_inside(element, &pdf->title, err) : SSE_OK;
}

static sse_status take_element(struct pdf *pdf, sse_str element, sse_error *err) {
  if (sse_str_begins(element, "<word ")) return take_word(pdf, element, err);
  if (sse_str_begins(element, "<page ")) pdf->page++;
  if (sse_str_begins(element, "</line>")) return end_line(pdf, err);
  if (sse_str_begins(element, "<block ")) {
    pdf->begins_block = true;
    pdf->block++;
  }
  return pdf->page == 0 ? take_meta(pdf, element, err) : SSE_OK;
}

/* Returns true for a line that may be a headline: it has words, and is not a date. */
static bool may_be_headline(sse_str line) {
  enum { LETTERS_LEAST = 4 };
  size_t letters = 0;
  sse_date date;
  for (size_t i = 0; i < line.length; i++)
    letters += (unsigned char)(line.data[i] | 0x20) >= 'a';
  return letters >= LETTERS_LEAST && letters * 2 > line.length && !source_date_parse(line, &date);
}

/* Removes the largest text on the first page, one or more lines of a block, from the text. */
static void take_largest(const struct pdf *pdf, sse_buffer *out) {
  size_t best = LINES_MOST, end;
  for (size_t i = 0; i < pdf->line_count; i++) {
    size_t next = i + 1 < pdf->line_count ? pdf->lines[i + 1].start : pdf->body->length;
    bool may_be =
        may_be_headline(sse_str_trim(sse_str_part(sse_buffer_str(pdf->body), pdf->lines[i].start, next)));
    if (may_be && (best == LINES_MOST || pdf->lines[i].height > 1.05 * pdf->lines[best].height)) best = i;
  }
  if (best == LINES_MOST) return;
  for (end = best + 1; end < pdf->line_count; end++)
    if (pdf->lines[end].height < 0.95 * pdf->lines[best].height ||
        pdf->lines[end].block != pdf->lines[best].block)
      break;
  size_t start = pdf->lines[best].start,
         stop = end < pdf->line_count ? pdf->lines[end].start : pdf->body->length;
  sse_str text = sse_str_trim(sse_str_part(sse_buffer_str(pdf->body), start, stop));
  if (text.length > DOCUMENT_TITLE_LONGEST) return;
  sse_buffer_append_str(out, text);
  memmove(pdf->body->data + start, pdf->body->data + stop, pdf->body->length - stop + 1);
  pdf->body->length -= stop - start;
}

static sse_status read_all(struct pdf *pdf, struct part *part, sse_error *err) {
  sse_buffer *title = &part->fields.raw[FIELD_TITLE];
  sse_str line;
  bool more = true;
  pdf->body = &part->fields.raw[FIELD_BODY];
  for (;;) {
    sse_status status = reader_next(pdf->reader, &line, &more, err);
    if (!status && more) status = take_element(pdf, sse_str_trim(line), err);
    if (status) return status;
    if (!more) break;
  }
  sse_status status = end_line(pdf, err);
  if (status) return status;
  if (pdf->body->length == 0)
    return sse_fail(err, SSE_INVALID, "%s: no text in it: it may be a scan (ocrmypdf can add text)",
                    pdf->reader->path);
  sse_buffer_append_str(title, document_title(sse_buffer_str(&pdf->title), pdf->reader->path));
  if (title->length == 0) take_largest(pdf, title);
  document_take_author(&part->fields, sse_buffer_str(&pdf->author));
  document_complete(pdf->reader, &part->fields, sse_buffer_str(&pdf->date));
  return pdf->title.failed || pdf->date.failed || pdf->author.failed || fields_have_failed(&part->fields)
             ? sse_fail_memory(err)
             : SSE_OK;
}

static part_outcome next_pdf(void *context, struct part *part, sse_error *err) {
  struct pdf *pdf = context;
  if (pdf->is_given) return PART_END;
  pdf->is_given = true;
  return read_all(pdf, part, err) ? PART_BAD : PART;
}

static void close_pdf(void *context) {
  struct pdf *pdf = context;
  sse_buffer_reset(&pdf->title);
  sse_buffer_reset(&pdf->date);
  sse_buffer_reset(&pdf->author);
  sse_buffer_reset(&pdf->line);
  sse_buffer_reset(&pdf->word);
  free(pdf);
}

sse_status pdf_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct pdf *pdf = calloc(1, sizeof *pdf);
  if (!pdf) return sse_fail_memory(err);
  pdf->reader = reader;
  *parts = (struct parts){.context = pdf, .next = next_pdf, .close = close_pdf};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
