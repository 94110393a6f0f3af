/* Markdown: one item a file, with YAML front matter or without. Of front matter only `name: value` lines and
 * lists of tags are read, which is what news have there. Of the marks those are taken off that would be in
 * the way of a reader: headings, emphasis, links, code; the words stay. */
#include "source/format/readers.h"

#include <string.h>

/* Takes the quotes off a value. */
static sse_str unquoted(sse_str value) {
  bool quoted = value.length > 1 && (value.data[0] == '"' || value.data[0] == '\'') &&
                value.data[value.length - 1] == value.data[0];
  return quoted ? sse_str_part(value, 1, value.length - 1) : value;
}

/* A line of front matter. `*last` is the field that list entries below it belong to. */
static void take_setting(struct fields *fields, sse_str line, field *last) {
  sse_str text = sse_str_trim(line);
  const char *colon = text.length > 0 ? memchr(text.data, ':', text.length) : NULL;
  bool is_entry = text.length > 1 && text.data[0] == '-' && text.data[1] == ' ';
  if (is_entry && *last == FIELD_TAGS) {
    fields_add_tag(fields, unquoted(sse_str_trim(sse_str_part(text, 2, text.length))));
  } else if (colon && !is_entry && line.data[0] != ' ' && line.data[0] != '\t') {
    size_t at = (size_t)(colon - text.data);
    *last = fields_named(sse_str_trim(sse_str_part(text, 0, at)));
    sse_str value = unquoted(sse_str_trim(sse_str_part(text, at + 1, text.length)));
    if (value.length > 1 && value.data[0] == '[' && value.data[value.length - 1] == ']')
      value = sse_str_part(value, 1, value.length - 1);
    if (*last != FIELD_NONE && fields->raw[*last].length == 0)
      sse_buffer_append_str(&fields->raw[*last], value);
  }
}

/* The end of a link's target that begins at `open`, behind its bracket; `open` where it is not closed. */
static size_t target_end(sse_str line, size_t open) {
  const char *close = memchr(line.data + open, ')', line.length - open);
  return close ? (size_t)(close - line.data) + 1 : open;
}

/* Appends a line without its marks. */
static void append_plain(sse_buffer *out, sse_str line) {
  size_t i = 0;
  while (i < line.length && strchr("#>*+- \t", line.data[i]) && line.data[i])
    i++;
  for (; i < line.length; i++) {
    char byte = line.data[i];
    if (byte == ']' && i + 1 < line.length && line.data[i + 1] == '(') {
      size_t end = target_end(line, i + 2);
      if (end > i + 2) i = end - 1;
    } else if (byte == '\\' && i + 1 < line.length) {
      sse_buffer_append(out, &line.data[++i], 1);
    } else if (byte == '!' && i + 1 < line.length && line.data[i + 1] == '[') {
      continue;
    } else if (!strchr("*`[]", byte) || !byte) {
      sse_buffer_append(out, &byte, 1);
    }
  }
}

/* A line of the text. Lines in a row are one paragraph, as they are shown. */
static void take_line(struct fields *fields, sse_str line, bool *blank) {
  sse_str text = sse_str_trim(line);
  bool is_heading = text.length > 1 && text.data[0] == '#';
  bool is_rule = text.length > 2 && strspn(text.data, "-=*_ ") >= text.length;
  if (text.length == 0 || is_rule) {
    *blank = true;
  } else if (is_heading && fields->raw[FIELD_TITLE].length == 0) {
    append_plain(&fields->raw[FIELD_TITLE], text);
    *blank = true;
  } else {
    sse_buffer *body = &fields->raw[FIELD_BODY];
    bool starts = *blank || is_heading || (text.data[0] && strchr("-*+>|", text.data[0]));
    if (body->length > 0) sse_buffer_append_text(body, starts ? "\n" : " ");
    append_plain(body, text);
    *blank = is_heading;
  }
}

static part_outcome next_text(void *context, struct part *part, sse_error *err) {
  struct reader *reader = context;
  struct fields *fields = &part->fields;
  field last = FIELD_NONE;
  bool in_settings = false, blank = true, more = true;
  size_t number = 0;
  for (;; number++) {
    sse_str line;
    if (reader_next(reader, &line, &more, err)) return PART_CUT;
    if (!more) break;
    bool is_fence = sse_str_equal(sse_str_trim(line), sse_str_of("---"));
    if (is_fence && (number == 0 || in_settings)) {
      in_settings = number == 0;
    } else if (in_settings) {
      if (line.length > 0) take_setting(fields, line, &last);
    } else {
      take_line(fields, line, &blank);
    }
    if (fields->raw[FIELD_BODY].length > READER_BODY_LONGEST) {
      (void)sse_fail(err, SSE_TOO_LARGE, "%s: the item is longer than %d bytes", reader->path,
                     READER_BODY_LONGEST);
      return PART_CUT;
    }
  }
  if (number == 0) return PART_END; /* it was read before */
  if (fields->raw[FIELD_DATE].length == 0) reader_append_name_date(reader, &fields->raw[FIELD_DATE]);
  return PART;
}

sse_status markdown_open(struct reader *reader, struct parts *parts, sse_error *err) {
  (void)err; /* nothing is allocated */
  *parts = (struct parts){reader, next_text, NULL};
  return SSE_OK;
}

/* Front matter: a line of three hyphens, then a line that names something. */
bool markdown_detect(sse_str beginning) {
  if (beginning.length < 5 || memcmp(beginning.data, "---", 3) != 0) return false;
  const char *newline = memchr(beginning.data, '\n', beginning.length);
  if (!newline || sse_str_trim(sse_str_part(beginning, 3, (size_t)(newline - beginning.data))).length > 0)
    return false;
  sse_str rest = sse_str_part(beginning, (size_t)(newline - beginning.data) + 1, beginning.length);
  size_t name = 0;
  while (name < rest.length && rest.data[name] != ':' && rest.data[name] != '\n' && rest.data[name] != ' ')
    name++;
  return name > 0 && name < rest.length && rest.data[name] == ':';
}
