/* JSON Lines, JSON arrays and JSON Feed (jsonfeed.org, version 1.1). jansson parses.
 * Lines are parsed one by one, so that a bad one is skipped alone. Anything else is taken value by value from
 * the stream, an array element by element, so that memory holds one item whatever the file's size. */
#include "source/fields.h"

#include <jansson.h>
#include <string.h>

enum { VALUE_LONGEST = 64 * 1024 * 1024 }; /* bytes of one JSON value */

struct stream {
  struct reader *reader;
  struct fields fields;
  char block[16 * 1024];
  size_t position, length;
  size_t value_length; /* bytes of the value at hand so far */
  sse_status status;   /* of the last read */
  sse_error *err;
};

/* The text of a value that is a string or a number; none for others. `digits` has room for the number. */
static sse_str text_of(const json_t *value, char digits[32]) {
  if (json_is_string(value)) return (sse_str){json_string_value(value), json_string_length(value)};
  if (!json_is_integer(value)) return (sse_str){0};
  int length = snprintf(digits, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  return (sse_str){digits, length > 0 ? (size_t)length : 0};
}

static sse_status take_member(struct fields *fields, const char *key, const json_t *value, sse_error *err) {
  char digits[32];
  field which = fields_named(sse_str_of(key));
  if (strcmp(key, "content_html") == 0)
    return fields_append_html(fields, FIELD_BODY, text_of(value, digits), err);
  if (strcmp(key, "content_text") == 0) which = FIELD_BODY;
  if (which == FIELD_NONE) return SSE_OK;
  sse_buffer *raw = &fields->raw[which];
  const json_t *element = value;
  size_t count = json_is_array(value) ? json_array_size(value) : 1;
  for (size_t i = 0; i < count; i++) {
    if (json_is_array(value)) element = json_array_get(value, i);
    sse_str text = text_of(element, digits);
    if (raw->length > 0 && text.length > 0) sse_buffer_append_text(raw, which == FIELD_BODY ? "\n" : ", ");
    sse_buffer_append_str(raw, text);
  }
  return SSE_OK;
}

/* An item of JSON Lines, an array or a feed; `label` and `lang` are the feed's. */
static sse_status take_item(struct stream *stream, const json_t *object, const json_t *label,
                            const json_t *lang) {
  const char *key;
  json_t *value;
  char digits[32];
  struct fields *fields = &stream->fields;
  sse_status status = SSE_OK;
  bool has_content = json_object_get(object, "content_html") || json_object_get(object, "content_text");
  if (!json_is_object(object)) {
    reader_skip(stream->reader, "is no JSON object");
    return SSE_OK;
  }
  json_object_foreach((json_t *)object, key, value) {
    if (has_content && strcmp(key, "summary") == 0) continue; /* the content says it all */
    if (!status) status = take_member(fields, key, value, stream->err);
  }
  if (fields->raw[FIELD_SOURCE].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_SOURCE], text_of(label, digits));
  if (fields->raw[FIELD_LANG].length == 0)
    sse_buffer_append_str(&fields->raw[FIELD_LANG], text_of(lang, digits));
  return status ? status : fields_item(stream->reader, fields, stream->err);
}

static bool is_feed(const json_t *value) {
  const char *version = json_string_value(json_object_get(value, "version"));
  return version && strstr(version, "jsonfeed.org/version/") &&
         json_is_array(json_object_get(value, "items"));
}

static sse_status take_value(struct stream *stream, const json_t *value) {
  if (!is_feed(value)) return take_item(stream, value, NULL, NULL);
  const json_t *items = json_object_get(value, "items");
  sse_status status = SSE_OK;
  stream->reader->report->is_window = true;
  for (size_t i = 0; i < json_array_size(items) && !status; i++) {
    stream->reader->ordinal = i + 1;
    status = take_item(stream, json_array_get(items, i), json_object_get(value, "title"),
                       json_object_get(value, "language"));
  }
  return status;
}

/* jansson says that memory is short by a code or, before it has begun, by not saying anything. */
static bool is_memory(const json_error_t *error) {
  return error->text[0] == '\0' || json_error_code(error) == json_error_out_of_memory;
}

/* ---- Line by line ------------------------------------------------------------------------------ */

static sse_status take_line(struct stream *stream, sse_str line) {
  json_error_t error;
  char why[JSON_ERROR_TEXT_LENGTH + 16];
  json_t *value = json_loadb(line.data, line.length, 0, &error);
  sse_status status = SSE_OK;
  /* jansson takes some of its failed allocations for a mistake in the text, and an item would be lost. */
  if (!value) value = json_loadb(line.data, line.length, 0, &error);
  if (value) {
    status = take_value(stream, value);
  } else if (is_memory(&error)) {
    status = sse_fail_memory(stream->err);
  } else {
    (void)snprintf(why, sizeof why, "not JSON: %s", error.text); /* cut where it is too long */
    reader_skip(stream->reader, why);
  }
  json_decref(value);
  return status;
}

static sse_status read_lines(struct stream *stream) {
  for (;;) {
    sse_str line;
    bool more;
    sse_status status = reader_next(stream->reader, &line, &more, stream->err);
    if (status || !more) return status;
    line = sse_str_trim(line);
    if (line.length > 0) status = take_line(stream, line);
    if (status) return status;
  }
}

/* ---- Value by value ---------------------------------------------------------------------------- */

/* The next byte, -1 at the end or where reading failed. */
static int next_byte(struct stream *stream) {
  if (stream->position == stream->length && !stream->status) {
    stream->position = 0;
    stream->status =
        reader_bytes(stream->reader, stream->block, sizeof stream->block, &stream->length, stream->err);
  }
  if (stream->status || stream->position == stream->length) return -1;
  return (unsigned char)stream->block[stream->position++];
}

/* Gives jansson one byte at a time, so that it takes none behind the value. */
static size_t give_byte(void *buffer, size_t size, void *context) {
  struct stream *stream = context;
  int byte = size > 0 && stream->value_length < VALUE_LONGEST ? next_byte(stream) : -1;
  if (byte < 0) return 0;
  stream->value_length++;
  *(char *)buffer = (char)byte;
  return 1;
}

/* The next byte that is no white space and, in an array, no comma; it is given again. */
static int peek_value(struct stream *stream, bool in_array) {
  int byte;
  do {
    byte = next_byte(stream);
  } while (byte == ' ' || (byte >= '\t' && byte <= '\r') || (in_array && byte == ','));
  if (byte >= 0) stream->position--;
  return byte;
}

static sse_status read_value(struct stream *stream) {
  json_error_t error;
  const char *path = stream->reader->path;
  stream->value_length = 0;
  stream->reader->ordinal++;
  json_t *value = json_load_callback(give_byte, stream, JSON_DISABLE_EOF_CHECK, &error);
  sse_status status = stream->status;
  if (!status && value) {
    status = take_value(stream, value);
  } else if (!status && is_memory(&error)) {
    status = sse_fail_memory(stream->err);
  } else if (!status && stream->value_length == VALUE_LONGEST) {
    status = sse_fail(stream->err, SSE_TOO_LARGE, "%s: item %zu is longer than %d bytes", path,
                      stream->reader->ordinal, VALUE_LONGEST);
  } else if (!status) {
    status = sse_fail(stream->err, SSE_INVALID, "%s: item %zu is not JSON: %s", path, stream->reader->ordinal,
                      error.text);
  }
  json_decref(value);
  return status;
}

static sse_status read_values(struct stream *stream) {
  sse_status status = SSE_OK;
  /* jansson refuses what is no UTF-8, so it is repaired before. */
  if (!stream->reader->is_decoded) status = sse_lines_decode(stream->reader->lines, "UTF-8", stream->err);
  if (status) return status;
  int byte = peek_value(stream, false);
  bool in_array = byte == '[';
  if (in_array) (void)next_byte(stream);
  for (;;) {
    byte = peek_value(stream, in_array);
    if (stream->status || byte < 0 || (in_array && byte == ']')) break;
    status = read_value(stream);
    if (status) return status;
  }
  if (stream->status) return stream->status;
  if (in_array && byte != ']')
    return sse_fail(stream->err, SSE_INVALID, "%s: ends in the middle of its array", stream->reader->path);
  return status;
}

/* True where the first line is a whole JSON object. */
static bool is_lines(sse_str beginning) {
  json_error_t error;
  const char *newline = memchr(beginning.data, '\n', beginning.length);
  if (!newline) return false;
  json_t *value = json_loadb(beginning.data, (size_t)(newline - beginning.data), 0, &error);
  bool is_object = json_is_object(value);
  json_decref(value);
  return is_object;
}

sse_status json_read(struct reader *reader, sse_error *err) {
  struct stream stream = {.reader = reader, .err = err};
  bool forced = reader->options->format && strcmp(reader->options->format, "jsonl") == 0;
  sse_status status =
      forced || is_lines(reader_beginning(reader)) ? read_lines(&stream) : read_values(&stream);
  fields_reset(&stream.fields);
  return status;
}

/* JSON begins with an object that has a name, or with an array of objects; [Press release] is none. */
bool json_detect(sse_str beginning) {
  sse_str text = sse_str_trim(beginning);
  if (text.length < 2 || (text.data[0] != '{' && text.data[0] != '[')) return false;
  sse_str rest = sse_str_trim(sse_str_part(text, 1, text.length));
  return rest.length > 0 &&
         (text.data[0] == '{' ? strchr("\"}", rest.data[0]) : strchr("{]", rest.data[0])) != NULL;
}
