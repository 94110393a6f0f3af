/* From named fields to an item: names, white space, dates, languages, addresses.
 * Nothing of what a source says is trusted: a date that is none, a language tag of the wrong form and an
 * address that is none are left out, and the first is reported. */
#include "source/fields.h"
#include "source/page/html.h"

#include <string.h>
#include <strings.h>

static const struct {
  const char *name;
  field field;
} names[] = {
    {"id", FIELD_ID},
    {"guid", FIELD_ID},
    {"title", FIELD_TITLE},
    {"headline", FIELD_TITLE},
    {"titre", FIELD_TITLE},
    {"título", FIELD_TITLE},
    {"titulo", FIELD_TITLE},
    {"제목", FIELD_TITLE},
    {"text", FIELD_BODY},
    {"body", FIELD_BODY},
    {"content", FIELD_BODY},
    {"summary", FIELD_BODY},
    {"description", FIELD_BODY},
    {"abstract", FIELD_BODY},
    {"texte", FIELD_BODY},
    {"résumé", FIELD_BODY},
    {"resumen", FIELD_BODY},
    {"내용", FIELD_BODY},
    {"date", FIELD_DATE},
    {"published", FIELD_DATE},
    {"pubdate", FIELD_DATE},
    {"date_published", FIELD_DATE},
    {"fecha", FIELD_DATE},
    {"날짜", FIELD_DATE},
    {"url", FIELD_URL},
    {"link", FIELD_URL},
    {"address", FIELD_URL},
    {"permalink", FIELD_URL},
    {"source", FIELD_SOURCE},
    {"publisher", FIELD_SOURCE},
    {"lang", FIELD_LANG},
    {"language", FIELD_LANG},
    {"tags", FIELD_TAGS},
    {"keywords", FIELD_TAGS},
};

field fields_named(sse_str name) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i].name) == name.length && strncasecmp(names[i].name, name.data, name.length) == 0)
      return names[i].field;
  return FIELD_NONE;
}

static bool is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Appends the words of `line` with one space between them. */
static void append_words(sse_buffer *out, sse_str line) {
  size_t position = 0;
  bool is_first = true;
  while (position < line.length) {
    size_t start = position;
    while (position < line.length && !is_space(line.data[position]))
      position++;
    if (position > start) {
      if (!is_first) sse_buffer_append_text(out, " ");
      is_first = false;
      sse_buffer_append_str(out, sse_str_part(line, start, position));
    }
    while (position < line.length && is_space(line.data[position]))
      position++;
  }
}

/* The same, paragraph by paragraph: each line that is not empty is one. */
static void append_paragraphs(sse_buffer *out, sse_str text) {
  for (size_t start = 0, end; start < text.length; start = end + 1) {
    const char *newline = memchr(text.data + start, '\n', text.length - start);
    end = newline ? (size_t)(newline - text.data) : text.length;
    sse_str line = sse_str_trim(sse_str_part(text, start, end));
    if (line.length == 0) continue;
    if (out->length > 0) sse_buffer_append_text(out, "\n");
    append_words(out, line);
  }
}

static sse_status clean(struct reader *reader, struct fields *fields, sse_error *err) {
  sse_buffer text = {0};
  sse_status status = SSE_OK;
  for (int i = 0; i < FIELD_COUNT && !status; i++) {
    sse_buffer_clear(&text);
    sse_buffer_clear(&fields->clean[i]);
    if (fields->raw[i].failed) status = sse_fail_memory(err);
    if (!status) status = text_clean(sse_buffer_str(&fields->raw[i]), &text, &reader->report->repaired, err);
    if (i == FIELD_BODY) {
      append_paragraphs(&fields->clean[i], sse_buffer_str(&text));
    } else {
      append_words(&fields->clean[i], sse_buffer_str(&text));
    }
    if (!status && fields->clean[i].failed) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&text);
  return status;
}

/* The beginning of a text, up to the end of a sentence or of a word near the limit. */
static sse_str beginning(sse_str text) {
  enum { LONGEST = 120 }; /* bytes */
  size_t word = 0;
  for (size_t i = 0; i < text.length && i < LONGEST; i++) {
    bool ends = text.data[i] == '\n' || (strchr(".!?", text.data[i]) && i > 20);
    if (ends) return sse_str_part(text, 0, i + (text.data[i] != '\n'));
    if (text.data[i] == ' ') word = i;
  }
  if (text.length <= LONGEST) return text;
  if (word > 0) return sse_str_part(text, 0, word);
  size_t end = 0;
  for (size_t next = 0; next <= LONGEST && next < text.length; next = text_cluster_end(text, next))
    end = next;
  return sse_str_part(text, 0, end);
}

static sse_date read_date(struct reader *reader, const struct fields *fields) {
  sse_date date = {0};
  sse_str text = sse_buffer_str(&fields->clean[FIELD_DATE]);
  if (text.length > 0 && !source_date_read(text, &date)) {
    sse_buffer message = {0};
    sse_buffer_printf(&message, "'%.*s' is no date (item kept without)",
                      text.length < 80 ? (int)text.length : 80, text.data);
    if (!message.failed) reader_warn(reader, message.data);
    sse_buffer_reset(&message);
  }
  return date;
}

sse_status fields_item(struct reader *reader, struct fields *fields, sse_error *err) {
  sse_status status = clean(reader, fields, err);
  if (status) return status;
  source_item item = {.id = sse_buffer_str(&fields->clean[FIELD_ID]),
                      .title = sse_buffer_str(&fields->clean[FIELD_TITLE]),
                      .body = sse_buffer_str(&fields->clean[FIELD_BODY]),
                      .url = sse_buffer_str(&fields->clean[FIELD_URL]),
                      .source = sse_buffer_str(&fields->clean[FIELD_SOURCE]),
                      .tags = sse_buffer_str(&fields->clean[FIELD_TAGS]),
                      .lang = sse_buffer_str(&fields->clean[FIELD_LANG])};
  if (item.title.length == 0) item.title = beginning(item.body);
  if (!text_is_language_tag(item.lang)) item.lang = (sse_str){0};
  if (!sse_url_is_web(item.url)) item.url = (sse_str){0};
  if (item.title.length == 0) {
    reader_skip(reader, "has neither title nor text");
  } else if (item.body.length > READER_BODY_LONGEST) {
    reader_skip(reader, "is too long");
  } else {
    item.date = read_date(reader, fields);
    status = reader_item(reader, &item, err);
  }
  fields_clear(fields);
  return status;
}

sse_status fields_append_html(struct fields *fields, field which, sse_str html, sse_error *err) {
  if (fields->raw[which].length > 0) sse_buffer_append_text(&fields->raw[which], "\n");
  return html_text(html, &fields->raw[which], err);
}

void fields_clear(struct fields *fields) {
  for (int i = 0; i < FIELD_COUNT; i++)
    sse_buffer_clear(&fields->raw[i]);
}

void fields_reset(struct fields *fields) {
  for (int i = 0; i < FIELD_COUNT; i++) {
    sse_buffer_reset(&fields->raw[i]);
    sse_buffer_reset(&fields->clean[i]);
  }
}
