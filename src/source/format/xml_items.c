/* XML of any vocabulary with fields in repeated elements: <articles><article><title>, or <row><field
 * name="title">, as databases export. Which elements are items is found from the file's beginning, by the
 * names of tables; each is a record. Those without headline and text are counted. */
#include "base/stream.h"
#include "base/utf8.h"
#include "source/format/element_path.h"
#include "source/format/readers.h"
#include "source/format/records_markup.h"
#include "source/format/repair.h"
#include "source/format/tags.h"
#include "source/record.h"

#include <stdlib.h>
#include <string.h>

enum {
  DEPTH_MOST = 32 /* maximum depth of items */
};

struct items {
  struct reader *reader;
  repairer *repair;
  struct record record;
  struct element_path path;
  size_t too_deep; /* open elements beyond those that it can have; their text belongs to those around them */
  size_t item;     /* the depth of items */
  sse_buffer name; /* of the current value */
  sse_buffer markup; /* of the value, raw */
  sse_buffer text;   /* of the innermost element in the value */
  sse_buffer parts;  /* of the value: the texts of all innermost elements, one per line */
  bool has_elements; /* the value contains elements */
  bool is_innermost;
  bool is_family, is_given; /* the previous part was such a part of a name */
  size_t number;
};

/* The name of a field: that of the element or, if that is generic, an attribute of it. */
static sse_str name_of(const repair_token *token) {
  static const char *const any[] = {"field", "column", "col", "cell", "property", "attribute", "value", NULL};
  static const char *const attributes[] = {"name", "key", "id", NULL};
  sse_str local = tags_local_name(token->name);
  sse_str said = sse_str_is_any(local, any) ? records_markup_first(token, attributes) : (sse_str){0};
  return said.length > 0 ? said : local;
}

/* ---- Where the items are ------------------------------------------------------------------------- */

/* What is known of an open element. */
struct level {
  struct field_rule rule; /* for its own name */
  bool has_title, has_other;
  size_t alike; /* child elements that have fields of an item */
};

/* Updates an element when a child ends; returns true if it has two items. */
static bool note_end(struct level *parent, const struct level *ended) {
  enum { CLEAR = 7 /* the rank of a headline */ };
  bool is_title = ended->rule.field == FIELD_TITLE && ended->rule.rank >= CLEAR;
  parent->has_title = parent->has_title || is_title;
  parent->has_other =
      parent->has_other ||
      (ended->rule.field == FIELD_BODY || ended->rule.field == FIELD_DATE || ended->rule.field == FIELD_URL);
  if (ended->has_title && ended->has_other) parent->alike++;
  return parent->alike > 1;
}

/* Finds the depth of items; 0 if there are none. */
static sse_status find_items(repairer *repair, size_t *found, sse_error *err) {
  struct level levels[DEPTH_MOST + 1] = {0};
  repair_token token = {.kind = REPAIR_TEXT};
  sse_status status = SSE_OK;
  size_t depth = 0;
  while (!status && *found == 0 && token.kind != REPAIR_STOP && token.kind != REPAIR_CUT) {
    status = repair_next(repair, &token, err);
    if (status) break;
    if (token.kind == REPAIR_START) {
      if (depth == DEPTH_MOST) break;
      levels[++depth] = (struct level){.rule = fields_rule(name_of(&token))};
    }
    bool is_end = token.kind == REPAIR_END || (token.kind == REPAIR_START && token.is_empty);
    if (!is_end || depth == 0) continue;
    depth--;
    if (depth > 0 && note_end(&levels[depth], &levels[depth + 1])) *found = depth + 1;
  }
  return status;
}

/* The same for a text. Errors: SSE_NO_MEMORY, SSE_TOO_LARGE if its entities expand too much. */
static sse_status find_depth(sse_str text, size_t *found, sse_error *err) {
  repairer *repair = NULL;
  *found = 0;
  sse_status status = repair_new(sse_memory_read, &text, &repair, err);
  if (!status) status = find_items(repair, found, err);
  repair_free(repair);
  return status;
}

/* If memory runs out, opening the file reports it. */
bool xml_items_detect(sse_str beginning) {
  sse_str text = sse_str_trim(sse_utf8_without_mark(beginning));
  sse_str root = text.length > 0 && text.data[0] == '<' ? tags_root(text) : (sse_str){0};
  size_t depth;
  sse_error ignored;
  if (root.length == 0 || tags_is_container(root) || tags_is_html(tags_local_name(root))) return false;
  return find_depth(text, &depth, &ignored) == SSE_NO_MEMORY || depth > 0;
}

/* ---- Values -------------------------------------------------------------------------------------- */

static void begin_value(struct items *items, sse_str name) {
  sse_buffer_clear(&items->name);
  sse_buffer_clear(&items->markup);
  sse_buffer_clear(&items->parts);
  sse_buffer_append_str(&items->name, name);
  items->has_elements = items->is_family = items->is_given = false;
}

/* Adds the attributes of an item that are fields. */
static void add_attributes(struct items *items, const repair_token *token) {
  static const char *const names[] = {"id", "title", "date", "url", "href", "lang", "xml:lang"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    sse_str name = tags_local_name(sse_str_of(names[i]));
    sse_buffer value = {0};
    records_markup_append(records_markup_attribute(token, names[i]), &value);
    record_add(&items->record, name, record_rule(items->reader, name), sse_buffer_str(&value));
    if (value.failed) items->record.failed = true;
    sse_buffer_reset(&value);
  }
}

/* Adds the value that ended: one with elements is HTML if a text is expected, else a list. */
static void end_value(struct items *items) {
  sse_str name = sse_buffer_str(&items->name), parts = sse_buffer_str(&items->parts), part;
  struct field_rule rule = record_rule(items->reader, name);
  bool is_text = rule.field == FIELD_BODY || rule.field == FIELD_TITLE;
  bool is_list = rule.field == FIELD_TAGS || rule.field == FIELD_AUTHOR;
  if (items->has_elements && is_text) {
    rule.form = FIELD_IS_HTML;
    record_add(&items->record, name, rule, sse_buffer_str(&items->markup));
  } else if (items->has_elements && is_list) {
    for (size_t position = 0; sse_str_next(parts, '\n', &position, &part);) {
      if (rule.field == FIELD_TAGS) rule.form = FIELD_IS_PLAIN;
      record_add(&items->record, name, rule, part);
    }
  } else {
    record_add(&items->record, name, rule, parts);
  }
}

/* The separator before a part of a value; a person's name may be in two parts. */
static const char *before_part(struct items *items, sse_str name) {
  static const char *const families[] = {"family", "familyname", "surname", "lastname", "last_name", NULL};
  static const char *const givens[] = {"given",     "givenname",  "given-names", "forename",
                                       "firstname", "first_name", NULL};
  bool was_family = items->is_family, was_given = items->is_given;
  bool is_family = sse_str_is_any(name, families), is_given = sse_str_is_any(name, givens);
  bool is_second = (was_family && is_given) || (was_given && is_family);
  items->is_family = is_family && !is_second;
  items->is_given = is_given && !is_second;
  if (!is_second) return "\n";
  return is_given ? ", " : " ";
}

/* Ends an innermost element: its text is a part of the value, except for details about a person. */
static void end_innermost(struct items *items, sse_str name) {
  static const char *const details[] = {"id", "email", "mail", "url", "uri", "orcid", "role", "bio", NULL};
  sse_str text = sse_str_trim(sse_buffer_str(&items->text));
  bool is_detail = items->has_elements && sse_str_is_any(name, details);
  if (items->is_innermost && text.length > 0 && !is_detail) {
    const char *between = before_part(items, name);
    if (items->parts.length > 0) sse_buffer_append_text(&items->parts, between);
    sse_buffer_append_str(&items->parts, text);
  }
  items->is_innermost = false;
  sse_buffer_clear(&items->text);
}

/* ---- Tags ---------------------------------------------------------------------------------------- */

static void start_element(struct items *items, const repair_token *token) {
  element_path_push(&items->path, token->name);
  items->is_innermost = true;
  sse_buffer_clear(&items->text);
  if (items->path.depth == items->item) {
    record_clear(&items->record);
    add_attributes(items, token);
  } else if (items->path.depth == items->item + 1) {
    begin_value(items, name_of(token));
  } else if (items->path.depth > items->item) {
    items->has_elements = true;
    sse_buffer_append_str(&items->markup, token->xml);
  }
}

/* Ends the current element; returns true if it is an item. */
static bool end_element(struct items *items, bool is_empty) {
  sse_str name = element_path_name(&items->path, items->path.depth);
  bool is_item = items->path.depth == items->item;
  if (items->path.depth > items->item + 1 && !is_empty)
    sse_buffer_printf(&items->markup, "</%.*s>", (int)name.length, name.data);
  if (items->path.depth > items->item) end_innermost(items, tags_local_name(name));
  if (items->path.depth == items->item + 1) end_value(items);
  if (items->path.depth < items->item && sse_str_trim(sse_buffer_str(&items->text)).length > 0)
    account_lose(items->reader->account, SOURCE_NOT_TAKEN, tags_local_name(name), NULL);
  sse_buffer_clear(&items->text);
  element_path_pop(&items->path);
  return is_item;
}

/* Takes an end tag, which also ends everything open inside its element, up to an item; one that is not open
 * is ignored. */
static bool take_end(struct items *items, sse_str name) {
  size_t found = items->path.depth;
  bool is_item = false;
  while (found > 0 && !sse_str_equal(element_path_name(&items->path, found), name))
    found--;
  while (found > 0 && items->path.depth >= found && !is_item)
    is_item = end_element(items, false);
  return is_item;
}

/* Takes a token; returns true if an item ended with it. */
static bool take_token(struct items *items, const repair_token *token) {
  bool is_item = false;
  if (token->kind == REPAIR_START && items->path.depth == ELEMENT_PATH_MOST) {
    items->too_deep += !token->is_empty;
  } else if (token->kind == REPAIR_START) {
    start_element(items, token);
    if (token->is_empty) is_item = end_element(items, true);
  } else if (token->kind == REPAIR_END && items->too_deep > 0) {
    items->too_deep--;
  } else if (token->kind == REPAIR_END) {
    is_item = take_end(items, token->name);
  } else if (token->kind == REPAIR_TEXT) {
    if (items->path.depth > items->item) sse_buffer_append_str(&items->markup, token->xml);
    records_markup_append(token->xml, &items->text);
  }
  return is_item;
}

/* ---- Parts --------------------------------------------------------------------------------------- */

static part_outcome end_file(const struct items *items, bool is_cut, sse_error *err) {
  if (!is_cut && items->path.depth == 0) return PART_END;
  (void)sse_fail(err, SSE_INVALID, "%s: ends in the middle, after %zu items", items->reader->path,
                 items->number);
  return PART_CUT;
}

static part_outcome next_item(void *context, struct part *part, sse_error *err) {
  struct items *items = context;
  for (;;) {
    repair_token token;
    if (repair_next(items->repair, &token, err)) return PART_CUT;
    if (token.kind == REPAIR_STOP || token.kind == REPAIR_CUT)
      return end_file(items, token.kind == REPAIR_CUT, err);
    bool is_item = take_token(items, &token);
    if (items->markup.failed || items->text.failed || items->parts.failed || items->name.failed ||
        items->path.text.failed) {
      (void)sse_fail_memory(err);
      return PART_CUT;
    }
    if (items->markup.length > READER_BODY_LONGEST) {
      (void)sse_fail(err, SSE_TOO_LARGE, "%s: item %zu has a value longer than %d bytes", items->reader->path,
                     items->number + 1, READER_BODY_LONGEST);
      return PART_CUT;
    }
    if (!is_item) continue;
    if (record_has_words(&items->record)) break;
    account_lose(items->reader->account, SOURCE_NOT_TAKEN, tags_local_name(token.name), NULL);
  }
  part->number = ++items->number;
  return record_take(&items->record, items->reader, &part->fields, err) ? PART_BAD : PART;
}

static void close_items(void *context) {
  struct items *items = context;
  record_reset(&items->record);
  sse_buffer_reset(&items->path.text);
  sse_buffer_reset(&items->name);
  sse_buffer_reset(&items->markup);
  sse_buffer_reset(&items->text);
  sse_buffer_reset(&items->parts);
  repair_free(items->repair);
  free(items);
}

sse_status xml_items_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct items *items = calloc(1, sizeof *items);
  if (!items) return sse_fail_memory(err);
  items->reader = reader;
  sse_status status = find_depth(reader_beginning(reader), &items->item, err);
  if (!status && items->item == 0) {
    status = sse_fail(err, SSE_INVALID,
                      "%s: no repeated elements have a title and a date, text or address with known names",
                      reader->path);
  }
  if (!status) status = repair_new(reader_read, reader, &items->repair, err);
  if (status) {
    close_items(items);
  } else {
    *parts = (struct parts){.context = items, .next = next_item, .close = close_items};
  }
  return status;
}
