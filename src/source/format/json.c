/* JSON: an object a line, an array, JSON Feed (jsonfeed.org, version 1.1), or values one after the other.
 * The file is cut into values by brackets and quotes alone, and jansson parses each by itself: a value that
 * is not JSON costs itself only, and memory holds one item whatever the file's size. */
#include "base/url.h"
#include "base/utf8.h"
#include "source/drafts.h"
#include "source/format/readers.h"
#include "source/page/html.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_LONGEST = 64 * 1024 * 1024, /* bytes of one JSON value */ BLOCK = 16 * 1024 };

struct json {
  struct reader *reader;
  char block[BLOCK];
  size_t position, length;
  sse_buffer value; /* the text of the value at hand */
  json_t *feed;     /* a JSON Feed that is being gone through; NULL for none */
  size_t feed_next; /* its next item */
  size_t number;    /* values, or items of the feed, so far */
  bool in_array, has_begun;
  sse_error cut; /* of a feed that the file ends in */
};

/* ---- Items ------------------------------------------------------------------------------------- */

/* The text of a value that is a string or a number; none for others. `digits` has room for the number. */
static sse_str text_of(const json_t *value, char digits[32]) {
  if (json_is_string(value)) return (sse_str){json_string_value(value), json_string_length(value)};
  if (!json_is_number(value)) return (sse_str){0};
  int length;
  if (json_is_integer(value)) {
    length = snprintf(digits, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  } else {
    length = snprintf(digits, 32, "%.15g", json_real_value(value)); /* as many digits as a double keeps */
  }
  return (sse_str){digits, length > 0 ? (size_t)length : 0};
}

/* True for a value that has something to say: text, or several of it. */
static bool has_text(const json_t *value) {
  char digits[32];
  if (json_is_array(value)) return json_array_size(value) > 0;
  return json_is_object(value) ? json_object_size(value) > 0 : text_of(value, digits).length > 0;
}

/* Takes a value, or each of an array's. */
static void take_texts(struct fields *fields, field which, const json_t *value) {
  sse_buffer *raw = &fields->raw[which];
  char digits[32];
  for (size_t i = 0; i < (json_is_array(value) ? json_array_size(value) : 1); i++) {
    sse_str text = text_of(json_is_array(value) ? json_array_get(value, i) : value, digits);
    if (which == FIELD_TAGS && json_is_array(value)) {
      fields_add_tag(fields, text);
      continue;
    }
    if (raw->length > 0 && text.length > 0) sse_buffer_append_text(raw, which == FIELD_BODY ? "\n" : ", ");
    sse_buffer_append_str(raw, text);
  }
}

/* Takes a member that tells whether the item is public; false for others. */
static bool tells_of_publication(struct fields *fields, const char *key, const json_t *value) {
  char digits[32];
  sse_str text = text_of(value, digits);
  if (json_is_boolean(value)) text = sse_str_of(json_is_true(value) ? "true" : "false");
  return text.length > 0 && drafts_take(fields, sse_str_of(key), text);
}

static sse_status take_member(const struct json *json, struct fields *fields, const char *key,
                              const json_t *value, sse_error *err) {
  field which = fields_named(sse_str_of(key));
  if (tells_of_publication(fields, key, value)) return SSE_OK;
  if (strcmp(key, "content_html") == 0) {
    char digits[32];
    sse_buffer *body = &fields->raw[FIELD_BODY];
    if (body->length > 0) sse_buffer_append_text(body, "\n");
    return html_text(text_of(value, digits), body, err);
  }
  if (strcmp(key, "content_text") == 0) which = FIELD_BODY;
  if (which != FIELD_NONE) {
    take_texts(fields, which, value);
    if (json_is_object(value) && has_text(value))
      account_lose(json->reader->account, SOURCE_NOT_TAKEN, sse_str_of(key), "is an object");
  } else if (has_text(value)) {
    account_lose(json->reader->account, SOURCE_NOT_TAKEN, sse_str_of(key), NULL);
  }
  return SSE_OK;
}

/* Takes all members but those in `others`, NULL for none. */
static sse_status take_members(const struct json *json, struct fields *fields, const json_t *object,
                               const char *const *others, sse_error *err) {
  const char *key;
  json_t *value;
  sse_status status = SSE_OK;
  json_object_foreach((json_t *)object, key, value) {
    bool is_other = false;
    for (size_t i = 0; others && others[i]; i++)
      is_other = is_other || strcmp(others[i], key) == 0;
    if (!is_other && !status) status = take_member(json, fields, key, value, err);
  }
  return status;
}

/* ---- A feed (jsonfeed.org, versions 1.0 and 1.1) ------------------------------------------------ */

/* The first of some members that says something; NULL for none. */
static const json_t *first_with_text(const json_t *object, const char *const *keys) {
  char digits[32];
  for (size_t i = 0; keys[i]; i++) {
    const json_t *value = json_object_get(object, keys[i]);
    if (!sse_utf8_is_blank(text_of(value, digits))) return value;
  }
  return NULL;
}

static sse_status take_body(const json_t *item, sse_buffer *body, sse_error *err) {
  static const char *const texts[] = {"content_text", "summary", NULL};
  char digits[32];
  sse_status status = html_text(text_of(json_object_get(item, "content_html"), digits), body, err);
  if (!status && sse_utf8_is_blank(sse_buffer_str(body)))
    sse_buffer_append_str(body, text_of(first_with_text(item, texts), digits));
  return status;
}

/* The address of an item: its own, that of what it tells about, or its id. */
static void take_address(const struct json *json, const json_t *item, sse_buffer *url) {
  static const char *const addresses[] = {"url", "external_url", NULL}, *const bases[] = {"feed_url",
                                                                                          "home_page_url",
                                                                                          NULL};
  char digits[32];
  sse_str base = text_of(first_with_text(json->feed, bases), digits);
  sse_str address = text_of(first_with_text(item, addresses), digits);
  sse_str id = text_of(json_object_get(item, "id"), digits);
  if (address.length == 0 && sse_url_is_web(sse_str_trim(id))) address = id;
  if (json->reader->base) base = sse_str_of(json->reader->base);
  sse_url_resolve(address, base, url);
}

/* Only one of several members that mean the same is taken. */
static sse_status take_feed_item(const struct json *json, struct fields *fields, const json_t *item,
                                 sse_error *err) {
  static const char *const chosen[] = {"url",     "external_url",   "content_html",  "content_text",
                                       "summary", "date_published", "date_modified", NULL};
  static const char *const dates[] = {"date_published", "date_modified", NULL};
  char digits[32];
  sse_status status = take_members(json, fields, item, chosen, err);
  if (!status) status = take_body(item, &fields->raw[FIELD_BODY], err);
  const json_t *date = first_with_text(item, dates), *changed = json_object_get(item, dates[1]);
  sse_date read;
  if (!source_date_read(text_of(date, digits), &read) && source_date_read(text_of(changed, digits), &read))
    date = changed;
  sse_buffer_append_str(&fields->raw[FIELD_DATE], text_of(date, digits));
  take_address(json, item, &fields->raw[FIELD_URL]);
  return status;
}

static void offer(sse_buffer *raw, const json_t *value) {
  if (raw->length > 0) return;
  char digits[32];
  sse_buffer_append_str(raw, text_of(value, digits));
}

/* An item of JSON Lines, an array or a feed. */
static part_outcome take_item(struct json *json, const json_t *object, struct part *part, sse_error *err) {
  struct fields *fields = &part->fields;
  if (!json_is_object(object)) {
    (void)reader_fail(json->reader, part, SSE_INVALID,
                      json_is_null(object) && json->feed ? "is not JSON" : "is not a JSON object", err);
    return PART_BAD;
  }
  sse_status status =
      json->feed ? take_feed_item(json, fields, object, err) : take_members(json, fields, object, NULL, err);
  offer(&fields->raw[FIELD_SOURCE], json_object_get(json->feed, "title"));
  offer(&fields->raw[FIELD_LANG], json_object_get(json->feed, "language"));
  return status ? PART_BAD : PART;
}

/* People write the version in many ways: the addresses of a feed tell it as well. */
static bool is_feed(const json_t *value) {
  static const char *const addresses[] = {"feed_url", "home_page_url", NULL};
  const char *version = json_string_value(json_object_get(value, "version"));
  bool is_named = version && strcasestr(version, "jsonfeed");
  return json_is_array(json_object_get(value, "items")) && (is_named || first_with_text(value, addresses));
}

/* Parses a value; NULL, and `*is_short`, where memory was short. jansson takes some of its failed allocations
 * for a mistake in the text, and loses letters by others, but malloc says it in errno (POSIX). */
static json_t *parse(sse_str text, json_error_t *error, bool *is_short) {
  errno = 0;
  json_t *value = json_loadb(text.data, text.length, JSON_ALLOW_NUL, error);
  *is_short = errno == ENOMEM;
  if (!*is_short) return value;
  json_decref(value);
  return NULL;
}

/* Where a value ends, by brackets outside of strings. */
struct scan {
  size_t depth;
  bool in_string, is_escaped;
};

/* True where the value ends with `byte` or, for one without brackets, before it. */
static bool ends_with(struct scan *scan, int byte) {
  if (scan->in_string) {
    bool closes = byte == '"' && !scan->is_escaped;
    scan->is_escaped = byte == '\\' && !scan->is_escaped;
    if (closes) scan->in_string = false;
    return closes && scan->depth == 0;
  }
  if (byte == '"') scan->in_string = true;
  if (byte == '{' || byte == '[') scan->depth++;
  if ((byte == '}' || byte == ']') && scan->depth > 0) return --scan->depth == 0;
  return false;
}

/* Appends the values of an array, of which `text` is what follows its bracket, each by itself; what is not
 * JSON is appended as null. */
static bool take_values(sse_str text, json_t *array) {
  json_error_t error;
  bool is_short = false;
  for (size_t at = 0; at < text.length && text.data[at] != ']' && !is_short;) {
    struct scan scan = {0};
    size_t start = at;
    if (sse_is_space(text.data[at]) || text.data[at] == ',') {
      at++;
      continue;
    }
    while (at < text.length && !ends_with(&scan, text.data[at++]))
      if (scan.depth == 0 && !scan.in_string && at < text.length && strchr(",]", text.data[at])) break;
    json_t *value = parse(sse_str_part(text, start, at), &error, &is_short);
    if (json_array_append_new(array, value ? value : json_null()) != 0) is_short = true;
  }
  return !is_short;
}

/* A feed of which one member is not JSON: what stands before its items, and each of those that is. NULL where
 * it is none. */
static json_t *salvage(sse_str text, bool *is_short) {
  static const char key[] = "\"items\"";
  json_error_t error;
  sse_buffer before = {0};
  const char *items = text.length > 0 ? memmem(text.data, text.length, key, sizeof key - 1) : NULL;
  if (!items) return NULL;
  size_t end = (size_t)(items - text.data), at = end + sizeof key - 1;
  while (at < text.length && (sse_is_space(text.data[at]) || text.data[at] == ':'))
    at++;
  if (at == text.length || text.data[at] != '[') return NULL;
  while (end > 0 && (sse_is_space(text.data[end - 1]) || text.data[end - 1] == ','))
    end--;
  sse_buffer_append_str(&before, sse_str_part(text, 0, end));
  sse_buffer_append_text(&before, "}");
  json_t *feed = before.failed ? NULL : parse(sse_buffer_str(&before), &error, is_short),
         *array = json_array();
  sse_buffer_reset(&before);
  bool is_whole = array && take_values(sse_str_part(text, at + 1, text.length), array);
  if (!is_whole) *is_short = true;
  if (feed && is_whole && json_object_set(feed, "items", array) != 0) *is_short = true;
  json_decref(array);
  if (feed && !*is_short && is_feed(feed)) return feed;
  json_decref(feed);
  return NULL;
}

/* The next item of the feed at hand; PART_END, and no feed any more, after the last one, or PART_CUT where
 * the file ended in the feed. */
/* What follows are the items of a feed, which the reader frees. */
static void begin_feed(struct json *json, json_t *feed) {
  const char *next = json_string_value(json_object_get(feed, "next_url"));
  sse_buffer address = {0};
  json->feed = feed;
  json->feed_next = 0;
  json->reader->account->report->is_window = true;
  if (next) sse_url_resolve(sse_str_of(next), sse_str_of(json->reader->base), &address);
  reader_add_further(json->reader, sse_buffer_str(&address));
  sse_buffer_reset(&address);
}

static part_outcome next_of_feed(struct json *json, struct part *part, sse_error *err) {
  const json_t *items = json_object_get(json->feed, "items");
  if (json->feed_next < json_array_size(items)) {
    part->number = json->feed_next + 1;
    return take_item(json, json_array_get(items, json->feed_next++), part, err);
  }
  json_decref(json->feed);
  json->feed = NULL;
  if (!json->cut.status) return PART_END;
  *err = json->cut;
  return PART_CUT;
}

static part_outcome take_text(struct json *json, sse_str text, struct part *part, sse_error *err) {
  json_error_t error;
  bool is_short;
  json_t *value = parse(text, &error, &is_short);
  if (is_short) {
    (void)sse_fail_memory(err);
    return PART_BAD;
  }
  if (!value) value = salvage(text, &is_short);
  if (!value && is_short) {
    (void)sse_fail_memory(err);
    return PART_BAD;
  }
  if (!value) {
    char why[JSON_ERROR_TEXT_LENGTH + 16];
    (void)snprintf(why, sizeof why, "not JSON: %s", error.text); /* cut where it is too long */
    (void)reader_fail(json->reader, part, SSE_INVALID, why, err);
    return PART_BAD;
  }
  if (is_feed(value)) {
    begin_feed(json, value);
    return next_of_feed(json, part, err);
  }
  part_outcome outcome = take_item(json, value, part, err);
  json_decref(value);
  return outcome;
}

/* ---- Line by line ------------------------------------------------------------------------------ */

static part_outcome next_line(void *context, struct part *part, sse_error *err) {
  struct json *json = context;
  if (json->feed) {
    part_outcome outcome = next_of_feed(json, part, err);
    if (outcome != PART_END) return outcome;
  }
  for (;;) {
    sse_str line;
    bool more;
    sse_status status = reader_next(json->reader, &line, &more, err);
    part->line = reader_line_number(json->reader);
    if (status) return status == SSE_TOO_LARGE ? PART_BAD : PART_CUT; /* a long line costs itself only */
    if (!more) return PART_END;
    line = sse_str_trim(line);
    if (line.length > 0) return take_text(json, line, part, err);
  }
}

/* ---- Value by value ---------------------------------------------------------------------------- */

/* The next byte; -1 at the end or where reading failed, which `*status` tells. */
static int next_byte(struct json *json, sse_status *status, sse_error *err) {
  if (json->position == json->length) {
    json->position = json->length = 0;
    *status = reader_bytes(json->reader, json->block, BLOCK, &json->length, err);
    if (*status || json->length == 0) return -1;
  }
  return (unsigned char)json->block[json->position++];
}

/* The first byte of the next value, past white space and, in an array, commas. */
static int first_byte(struct json *json, sse_status *status, sse_error *err) {
  int byte;
  do {
    byte = next_byte(json, status, err);
  } while (sse_is_space(byte) || (json->in_array && byte == ','));
  return byte;
}

/* A value without brackets and quotes ends before what follows it, which is given back. */
static bool ends_before(const struct scan *scan, int byte) {
  return scan->depth == 0 && !scan->in_string &&
         (sse_is_space(byte) || byte == ',' || byte == ']' || byte == '}');
}

/* Reads the text of the value that begins with `byte`. Errors: SSE_INVALID where the file ends in it. */
static sse_status read_value(struct json *json, int byte, sse_error *err) {
  const char *path = json->reader->path;
  struct scan scan = {0};
  sse_status status = SSE_OK;
  char block[BLOCK];
  size_t length = 0;
  bool is_whole = false;
  sse_buffer_clear(&json->value);
  for (; byte >= 0; byte = next_byte(json, &status, err)) {
    if (json->value.length + length > 0 && ends_before(&scan, byte)) {
      json->position--;
      is_whole = true;
      break;
    }
    is_whole = ends_with(&scan, byte);
    block[length++] = (char)byte;
    if (is_whole) break;
    if (length < BLOCK) continue;
    sse_buffer_append(&json->value, block, length);
    length = 0;
    if (json->value.length > VALUE_LONGEST)
      return sse_fail(err, SSE_TOO_LARGE, "%s: item %zu is longer than %d bytes", path, json->number,
                      VALUE_LONGEST);
  }
  sse_buffer_append(&json->value, block, length);
  if (status) return status;
  if (json->value.failed) return sse_fail_memory(err);
  bool is_plain = scan.depth == 0 && !scan.in_string; /* a number or a word at the file's end */
  return is_whole || is_plain ? SSE_OK
                              : sse_fail(err, SSE_INVALID, "%s: item %zu is not JSON: the file ends in it",
                                         path, json->number);
}

/* True where a value that the file ends in is a feed, of which the items before the end can be read. */
static bool has_feed(struct json *json) {
  bool is_short = false;
  json_t *feed = salvage(sse_buffer_str(&json->value), &is_short);
  if (feed) begin_feed(json, feed);
  return feed != NULL;
}

static part_outcome next_value(void *context, struct part *part, sse_error *err) {
  struct json *json = context;
  sse_status status = SSE_OK;
  if (json->feed) {
    part_outcome outcome = next_of_feed(json, part, err);
    if (outcome != PART_END) return outcome;
  }
  int byte = first_byte(json, &status, err);
  if (!json->has_begun && byte == '[') {
    json->in_array = true;
    byte = first_byte(json, &status, err);
  }
  json->has_begun = true;
  if (status) return PART_CUT;
  if (json->in_array && byte == ']') { /* what follows the array is read as if it stood alone */
    json->in_array = false;
    byte = first_byte(json, &status, err);
    if (status) return PART_CUT;
  }
  if (byte < 0 && !json->in_array) return PART_END;
  if (byte < 0) {
    (void)sse_fail(err, SSE_INVALID, "%s: ends in the middle of its array", json->reader->path);
    return PART_CUT;
  }
  part->number = ++json->number;
  status = read_value(json, byte, err);
  if (status == SSE_INVALID) json->cut = *err;
  if (status && (status != SSE_INVALID || !has_feed(json))) return PART_CUT;
  if (json->feed) return next_of_feed(json, part, err);
  return take_text(json, sse_buffer_str(&json->value), part, err);
}

static void close_json(void *context) {
  struct json *json = context;
  json_decref(json->feed);
  sse_buffer_reset(&json->value);
  free(json);
}

static sse_status open_as(struct reader *reader, struct parts *parts,
                          part_outcome (*next)(void *context, struct part *part, sse_error *err),
                          sse_error *err) {
  struct json *json = calloc(1, sizeof *json);
  if (!json) return sse_fail_memory(err);
  json->reader = reader;
  *parts = (struct parts){json, next, close_json};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}

/* True where the first line is a whole JSON object. */
static bool is_lines(sse_str beginning, bool *is_short) {
  json_error_t error;
  const char *newline = memchr(beginning.data, '\n', beginning.length);
  *is_short = false;
  if (!newline) return false;
  json_t *value = parse(sse_str_part(beginning, 0, (size_t)(newline - beginning.data)), &error, is_short);
  bool is_object = json_is_object(value);
  json_decref(value);
  return is_object;
}

sse_status json_open(struct reader *reader, struct parts *parts, sse_error *err) {
  bool is_short, by_line = is_lines(reader_beginning(reader), &is_short);
  return is_short ? sse_fail_memory(err) : open_as(reader, parts, by_line ? next_line : next_value, err);
}

sse_status json_open_lines(struct reader *reader, struct parts *parts, sse_error *err) {
  return open_as(reader, parts, next_line, err);
}

/* JSON begins with an object that has a name, or with an array of objects; [Press release] does not. */
bool json_detect(sse_str beginning) {
  sse_str text = sse_str_trim(beginning);
  if (text.length < 2 || (text.data[0] != '{' && text.data[0] != '[')) return false;
  sse_str rest = sse_str_trim(sse_str_part(text, 1, text.length));
  return rest.length > 0 &&
         (text.data[0] == '{' ? strchr("\"}", rest.data[0]) : strchr("{]", rest.data[0])) != NULL;
}
