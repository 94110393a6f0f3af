/* JSON: one object per line, an array, a wrapped list, JSON Feed (jsonfeed.org, version 1.1), or values one
 * after the other. The beginning shows where the items are (json_shape.h); each is cut out (json_walk.h),
 * parsed (json_text.h) and becomes a record (json_item.h). YAML is converted to JSON first (yaml_json.h). */
#include "base/url.h"
#include "source/format/json_columns.h"
#include "source/format/json_ghost.h"
#include "source/format/json_item.h"
#include "source/format/json_text.h"
#include "source/format/json_walk.h"
#include "source/format/readers.h"
#include "source/format/yaml_json.h"

#include <stdlib.h>
#include <string.h>

struct json {
  struct reader *reader;
  struct record record;
  struct json_walk walk;
  json_t *head;                             /* the metadata of the list; NULL for none */
  struct json_columns columns;              /* a table whose rows are returned next */
  json_t *names;                            /* names of columns, from the first row; NULL for none */
  bool has_items, found[SOURCE_NAME_COUNT]; /* which of the configured keys were found */
  sse_buffer base;
  bool is_feed; /* judging by its head */
  bool by_line;
  bool in_line; /* the current line is a list that is being read */
  sse_buffer line;
  sse_str line_left;      /* its unread part */
  struct yaml_json *yaml; /* supplies documents to `line`; NULL for JSON */
};

/* ---- A list -------------------------------------------------------------------------------------- */

static sse_str head_text(const struct json *json, const char *const *keys) {
  char digits[32];
  for (size_t i = 0; keys[i]; i++) {
    const json_t *value = json_object_get(json->head, keys[i]);
    if (json_is_string(value) && json_string_length(value) > 0) return json_text_of(value, digits);
  }
  return (sse_str){0};
}

/* Takes the metadata of a list: the base of its links, whether it is a feed, and its next page. */
static sse_status take_head(struct json *json, sse_str head, sse_error *err) {
  static const char *const bases[] = {"feed_url", "home_page_url", NULL};
  static const char *const next[] = {"next_url", NULL}, *const versions[] = {"version", NULL};
  const struct reader *reader = json->reader;
  sse_buffer address = {0};
  sse_error ignored;
  json_decref(json->head);
  json->head = NULL;
  sse_status status = json_text_parse(head, &json->head, &ignored);
  if (status == SSE_NO_MEMORY) return sse_fail_memory(err);
  sse_buffer_clear(&json->base);
  sse_str base = reader->base ? sse_str_of(reader->base) : head_text(json, bases);
  sse_buffer_append_str(&json->base, base);
  sse_str version = head_text(json, versions);
  json->is_feed =
      head_text(json, bases).length > 0 || (version.length > 0 && strcasestr(version.data, "jsonfeed"));
  if (json->is_feed) reader->account->report->is_window = true;
  sse_url_resolve(head_text(json, next), sse_buffer_str(&json->base), &address);
  reader_add_further(reader, sse_buffer_str(&address));
  sse_buffer_reset(&address);
  return json->base.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Starts reading items from the input whose beginning is `beginning`. */
static sse_status begin_walk(struct json *json, sse_str beginning, sse_error *err) {
  sse_buffer head = {0};
  json_shape_find(beginning, &json->reader->options->names, &json->walk.shape, &head);
  sse_status status = head.failed ? sse_fail_memory(err) : take_head(json, sse_buffer_str(&head), err);
  sse_buffer_reset(&head);
  json->walk.position = json->walk.length = json->walk.depth = 0;
  json->walk.is_started = json->walk.in_other = json->walk.is_other = false;
  return status;
}

/* ---- An item ------------------------------------------------------------------------------------- */

static void offer(sse_buffer *raw, sse_str text) {
  if (raw->length == 0) sse_buffer_append_str(raw, text);
}

static sse_status take_object(struct json *json, const json_t *object, struct part *part, sse_error *err) {
  static const char *const titles[] = {"title", "name", NULL}, *const languages[] = {"language", "lang",
                                                                                     NULL};
  struct fields *fields = &part->fields;
  record_clear(&json->record);
  json->record.base = json->base.length > 0 ? json->base.data : NULL;
  json_item_add(&json->record, json->reader, object);
  if (json->is_feed) json_item_add_author_of_feed(&json->record, json->head);
  json_item_note_names(json->reader, object, json->found);
  json->has_items = true;
  sse_status status = record_take(&json->record, json->reader, fields, err);
  json_item_append_provenance(object, &fields->raw[FIELD_PROVENANCE]);
  offer(&fields->raw[FIELD_SOURCE], head_text(json, titles));
  offer(&fields->raw[FIELD_LANG], head_text(json, languages));
  return status;
}

static part_outcome next_row(struct json *json, struct part *part, sse_error *err) {
  json_t *row = json_columns_next(&json->columns);
  if (!row) {
    (void)sse_fail_memory(err);
    return PART_BAD;
  }
  part->number = json->columns.row;
  sse_status status = take_object(json, row, part, err);
  json_decref(row);
  return status ? PART_BAD : PART;
}

/* Returns true if an object next to the list is an item too. Other objects with names, and objects that hold
 * a list, are counted as losses, except for the authors of a feed, which its items get. */
static bool takes_other(struct json *json, sse_str text) {
  struct json_walk *walk = &json->walk;
  sse_str name = sse_str_of(walk->other_name);
  struct json_shape shape = {0};
  sse_buffer head = {0};
  json_shape_kind kind = walk->in_other ? json_shape_kind_of(text) : JSON_SHAPE_OTHER;
  if (kind == JSON_SHAPE_ARTICLE && json_shape_may_list(name)) return true;
  if (!walk->in_other) json_shape_find(text, &json->reader->options->names, &shape, &head);
  bool is_reported = shape.count > 0 || (kind != JSON_SHAPE_OTHER && !sse_str_is(name, "authors"));
  if (is_reported) account_lose(json->reader->account, SOURCE_NOT_TAKEN, name, NULL);
  sse_buffer_reset(&head);
  return false;
}

/* Makes an object of a row below the names of columns; `*is_item` is false for the row of names itself. */
static sse_status take_row(struct json *json, json_t **value, bool *is_item, sse_error *err) {
  if (!json_is_array(*value) || json->by_line) return SSE_OK;
  if (json->walk.number == 1 && json_columns_are_names(json->reader, *value)) {
    json->names = json_incref(*value);
    json->walk.number = 0;
    *is_item = false;
    return SSE_OK;
  }
  json_t *row = json->names ? json_columns_row(json->names, *value) : NULL;
  if (json->names && !row) return sse_fail_memory(err);
  if (!row) return SSE_OK;
  json_decref(*value);
  *value = row;
  return SSE_OK;
}

/* `*is_item` is false for a value that is not an item, which is counted. */
static part_outcome take_text(struct json *json, sse_str text, struct part *part, bool *is_item,
                              sse_error *err) {
  json_t *value = NULL;
  *is_item = !json->walk.is_other || takes_other(json, text);
  if (!*is_item) return PART;
  json->walk.number += json->walk.is_other;
  if (!json->by_line) part->number = json->walk.number;
  sse_error failure;
  sse_status status = json_text_parse(text, &value, &failure);
  if (status == SSE_NO_MEMORY) {
    *err = failure;
    return PART_BAD;
  }
  if (!status && take_row(json, &value, is_item, err)) {
    json_decref(value);
    return PART_BAD;
  }
  const char *other = status ? NULL : json_item_other(value);
  if (other) account_lose(json->reader->account, SOURCE_NOT_TAKEN, sse_str_of(other), NULL);
  if (other || !*is_item) {
    *is_item = false;
    json_decref(value);
    return PART;
  }
  if (!status && json_columns_begin(&json->columns, json->reader, value)) {
    json_decref(value);
    return next_row(json, part, err);
  }
  if (!status && !json_is_object(value)) status = sse_fail(&failure, SSE_INVALID, "is not a JSON object");
  if (status && json->yaml) status = sse_fail(&failure, SSE_INVALID, "is not a mapping");
  status = status ? reader_fail(json->reader, part, status, failure.message, err)
                  : take_object(json, value, part, err);
  json_decref(value);
  return status ? PART_BAD : PART;
}

/* ---- Item by item -------------------------------------------------------------------------------- */

static sse_status read_file(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  const struct json *json = context;
  return reader_bytes(json->reader, block, size, got, err);
}

static part_outcome next_value(struct json *json, struct part *part, sse_error *err) {
  sse_str text;
  part_outcome outcome;
  bool is_item;
  do {
    is_item = true;
    outcome = json_walk_next(&json->walk, &text, err);
    part->number = json->walk.number;
    if (outcome == PART) outcome = take_text(json, text, part, &is_item, err);
  } while (!is_item);
  return outcome;
}

/* ---- Line by line -------------------------------------------------------------------------------- */

static sse_status read_line(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct json *json = context;
  return sse_memory_read(&json->line_left, block, size, got, err);
}

/* Reads the next item of a line that is a list. An error at the end of the list belongs to the line. */
static part_outcome next_of_line(struct json *json, struct part *part, sse_error *err) {
  sse_str text;
  sse_error failure;
  part->line = reader_line_number(json->reader);
  part_outcome outcome = json_walk_next(&json->walk, &text, &failure);
  for (bool is_item = false; outcome == PART; outcome = json_walk_next(&json->walk, &text, &failure)) {
    part_outcome taken = take_text(json, text, part, &is_item, err);
    if (is_item) return taken;
  }
  json->in_line = false;
  if (outcome == PART_END) return PART_END;
  (void)reader_fail(json->reader, part, failure.status, "is not JSON: it ends in the middle", err);
  return PART_BAD;
}

/* Takes a line that is not empty; sets `*goes_on` if it is a list, whose items come next, or not an item. */
static part_outcome take_line(struct json *json, sse_str line, struct part *part, bool *goes_on,
                              sse_error *err) {
  sse_status status = begin_walk(json, line, err);
  bool is_item = true;
  *goes_on = false;
  if (status) return PART_BAD;
  if (json->walk.shape.count == 0 || line.data[0] != '{') {
    part_outcome outcome = take_text(json, line, part, &is_item, err);
    *goes_on = !is_item;
    return outcome;
  }
  sse_buffer_clear(&json->line);
  sse_buffer_append_str(&json->line, line);
  json->line_left = sse_buffer_str(&json->line);
  json->walk.number = 0;
  json->in_line = *goes_on = !json->line.failed;
  if (*goes_on) return PART;
  (void)sse_fail_memory(err);
  return PART_BAD;
}

static part_outcome next_line(struct json *json, struct part *part, sse_error *err) {
  for (;;) {
    sse_str line;
    bool more, goes_on = false;
    if (json->in_line) {
      part_outcome outcome = next_of_line(json, part, err);
      if (outcome != PART_END) return outcome;
    }
    sse_status status = reader_next(json->reader, &line, &more, err);
    part->line = reader_line_number(json->reader);
    if (status) return status == SSE_TOO_LARGE ? PART_BAD : PART_CUT; /* a long line affects only itself */
    if (!more) return PART_END;
    line = sse_str_trim(line);
    part_outcome outcome = line.length > 0 ? take_line(json, line, part, &goes_on, err) : PART;
    if (line.length > 0 && !goes_on) return outcome;
  }
}

/* ---- Parts --------------------------------------------------------------------------------------- */

static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  struct json *json = context;
  if (json->columns.row < json->columns.rows) return next_row(json, part, err);
  part_outcome outcome = json->by_line ? next_line(json, part, err) : next_value(json, part, err);
  if (outcome == PART_END && json->has_items) record_report_missing(json->reader, "key", json->found);
  return outcome;
}

static bool is_at_line(const void *context) {
  const struct json *json = context;
  return !json->in_line && json->columns.row >= json->columns.rows;
}

static void close_json(void *context) {
  struct json *json = context;
  json_decref(json->head);
  json_decref(json->names);
  json_columns_reset(&json->columns);
  json_walk_reset(&json->walk);
  record_reset(&json->record);
  sse_buffer_reset(&json->base);
  sse_buffer_reset(&json->line);
  yaml_json_free(json->yaml);
  free(json);
}

/* Reads a whole Ghost export; its posts are then read from memory. */
static sse_status join_ghost(struct json *json, sse_error *err) {
  sse_buffer text = {0};
  sse_status status = reader_all(json->reader, JSON_GHOST_LONGEST, &text, err);
  if (!status) status = json_ghost_join(sse_buffer_str(&text), &json->line, err);
  sse_buffer_reset(&text);
  json->walk.read = read_line;
  json->line_left = sse_buffer_str(&json->line);
  return status ? status : begin_walk(json, sse_buffer_str(&json->line), err);
}

static sse_status read_yaml(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct json *json = context;
  bool more = true;
  if (json->line_left.length == 0) {
    sse_buffer_clear(&json->line);
    sse_status status = yaml_json_next(json->yaml, &json->line, &more, err);
    json->line_left = sse_buffer_str(&json->line);
    if (status) return status;
  }
  return read_line(context, block, size, got, err);
}

/* Reads a whole YAML file; its documents are then read one by one. */
static sse_status begin_yaml(struct json *json, sse_error *err) {
  sse_buffer text = {0};
  bool more = true;
  sse_status status = reader_all(json->reader, YAML_JSON_LONGEST, &text, err);
  if (!status) status = yaml_json_new(sse_buffer_str(&text), json->reader->path, &json->yaml, err);
  sse_buffer_reset(&text);
  json->walk.read = read_yaml;
  if (!status) status = yaml_json_next(json->yaml, &json->line, &more, err);
  json->line_left = sse_buffer_str(&json->line);
  return status ? status : begin_walk(json, sse_buffer_str(&json->line), err);
}

/* The form of a file. */
typedef enum json_form { FORM_WHOLE, FORM_LINES, FORM_GHOST, FORM_YAML } json_form;

/* Starts reading a file as a whole, after any prefix of its value. */
static sse_status begin_file(struct json *json, sse_error *err) {
  sse_str beginning = reader_beginning(json->reader);
  size_t prefix = json_text_prefix(beginning), got = 1;
  sse_status status = begin_walk(json, sse_str_part(beginning, prefix, beginning.length), err);
  json->walk.is_called = prefix > 0;
  for (size_t left = prefix; left > 0 && got > 0 && !status; left -= got) {
    char passed[256];
    status = reader_bytes(json->reader, passed, left < sizeof passed ? left : sizeof passed, &got, err);
  }
  return status;
}

static sse_status open_as(struct reader *reader, struct parts *parts, json_form form, sse_error *err) {
  struct json *json = calloc(1, sizeof *json);
  if (!json) return sse_fail_memory(err);
  json->reader = reader;
  json->by_line = form == FORM_LINES;
  json->walk.read = json->by_line ? read_line : read_file;
  json->walk.context = json;
  json->walk.path = reader->path;
  sse_status status = SSE_OK;
  if (form == FORM_GHOST) status = join_ghost(json, err);
  if (form == FORM_YAML) status = begin_yaml(json, err);
  if (form == FORM_WHOLE) status = begin_file(json, err);
  if (status) {
    close_json(json);
  } else {
    *parts = (struct parts){.context = json,
                            .next = next_item,
                            .is_at_line = json->by_line ? is_at_line : NULL,
                            .close = close_json};
  }
  return status;
}

/* Sets `*is_one` if a line is a whole JSON object. */
static sse_status is_object(sse_str line, bool *is_one, sse_error *err) {
  json_t *value = NULL;
  sse_error ignored;
  sse_status status = json_text_parse(line, &value, &ignored);
  *is_one = json_is_object(value);
  json_decref(value);
  return status == SSE_NO_MEMORY ? sse_fail_memory(err) : SSE_OK;
}

/* Removes the first line from `text`; returns false if it has no end there. */
static bool cut_line(sse_str *text, sse_str *line) {
  const char *newline = text->length > 0 ? memchr(text->data, '\n', text->length) : NULL;
  if (!newline) return false;
  size_t length = (size_t)(newline - text->data);
  *line = sse_str_trim(sse_str_part(*text, 0, length));
  *text = sse_str_part(*text, length + 1, text->length);
  return true;
}

/* Sets `*is_one` if the first line is a whole JSON object, or if the second is one and cannot be a part of
 * what the first, then damaged, begins. */
static sse_status is_lines(sse_str beginning, bool *is_one, sse_error *err) {
  size_t at = 0;
  while (at < beginning.length && sse_is_space(beginning.data[at]))
    at++;
  sse_str text = sse_str_part(beginning, at, beginning.length), first, second;
  *is_one = false;
  if (!cut_line(&text, &first)) return SSE_OK;
  sse_status status = is_object(first, is_one, err);
  if (status || *is_one || first.length < 2 || first.data[0] != '{') return status;
  bool may_go_on = strchr("[:,", first.data[first.length - 1]) != NULL;
  return may_go_on || !cut_line(&text, &second) ? SSE_OK : is_object(second, is_one, err);
}

sse_status json_open(struct reader *reader, struct parts *parts, sse_error *err) {
  sse_str beginning = reader_beginning(reader);
  bool by_line = false;
  if (json_ghost_detect(beginning)) return open_as(reader, parts, FORM_GHOST, err);
  sse_status status = is_lines(beginning, &by_line, err);
  return status ? status : open_as(reader, parts, by_line ? FORM_LINES : FORM_WHOLE, err);
}

sse_status json_open_lines(struct reader *reader, struct parts *parts, sse_error *err) {
  return open_as(reader, parts, FORM_LINES, err);
}

sse_status json_open_yaml(struct reader *reader, struct parts *parts, sse_error *err) {
  return open_as(reader, parts, FORM_YAML, err);
}

/* JSON begins with an object that has a name, or with an array of objects or of lists of strings, unlike
 * "[Press release]". It may be the argument of a script's call. */
bool json_detect(sse_str beginning) {
  sse_str text = sse_str_trim(sse_str_part(beginning, json_text_prefix(beginning), beginning.length));
  if (text.length < 2 || (text.data[0] != '{' && text.data[0] != '[')) return false;
  sse_str rest = sse_str_trim(sse_str_part(text, 1, text.length));
  if (rest.length == 0) return false;
  if (text.data[0] == '{') return strchr("\"}", rest.data[0]) != NULL;
  sse_str inner = sse_str_trim(sse_str_part(rest, 1, rest.length));
  bool has_rows = rest.data[0] == '[' && inner.length > 0 && inner.data[0] == '"';
  return has_rows || strchr("{]", rest.data[0]) != NULL;
}
