/* libyaml builds the nodes of one document at a time, and jansson writes them as JSON. The traversal is
 * bounded in depth, and in bytes relative to the text: aliases may stand for any number of nodes, even for
 * the list that contains them. */
#include "source/format/yaml_json.h"
#include "source/format/yaml.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum {
  DEEPEST = 100,   /* nesting of lists and mappings */
  GROWTH = 8,      /* how many times the text's length a document with all aliases resolved may be */
  SPARE = 1 << 20, /* extra bytes, for short documents */
  FIGURES_MOST = 18
};

struct yaml_json {
  const char *path;
  sse_buffer text;
  yaml_parser_t parser;
  yaml_document_t document;
  size_t left;       /* bytes that the document may still grow by */
  sse_status status; /* why there is no value */
};

sse_status yaml_json_new(sse_str text, const char *path, struct yaml_json **made, sse_error *err) {
  struct yaml_json *yaml = calloc(1, sizeof *yaml);
  if (!yaml || !yaml_parser_initialize(&yaml->parser)) {
    free(yaml);
    return sse_fail_memory(err);
  }
  yaml->path = path;
  sse_buffer_append_str(&yaml->text, text);
  sse_status status = yaml->text.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status && yaml_is_deep(text))
    status = sse_fail(err, SSE_INVALID, "%s: not YAML: too many brackets are open at once", path);
  if (status) {
    yaml_json_free(yaml);
    return status;
  }
  yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)yaml->text.data, yaml->text.length);
  *made = yaml;
  return SSE_OK;
}

void yaml_json_free(struct yaml_json *yaml) {
  if (!yaml) return;
  yaml_parser_delete(&yaml->parser);
  sse_buffer_reset(&yaml->text);
  free(yaml);
}

/* ---- Values -------------------------------------------------------------------------------------- */

static bool is_whole_number(sse_str text) {
  size_t start = text.length > 1 && text.data[0] == '-';
  if (text.length == start || text.length - start > FIGURES_MOST) return false;
  if (text.data[start] == '0' && text.length > start + 1) return false;
  for (size_t i = start; i < text.length; i++)
    if (!sse_is_digit(text.data[i])) return false;
  return true;
}

/* Returns a value; if it is NULL, sets a status. */
static json_t *checked(struct yaml_json *yaml, json_t *value) {
  if (!value && !yaml->status) yaml->status = SSE_NO_MEMORY;
  return value;
}

static json_t *scalar_value(struct yaml_json *yaml, const yaml_node_t *node) {
  sse_str text = {(const char *)node->data.scalar.value, node->data.scalar.length};
  bool is_plain = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  if (is_plain && yaml_is_null(node)) return json_null();
  if (is_plain && (sse_str_is(text, "true") || sse_str_is(text, "false")))
    return json_boolean(sse_str_is(text, "true"));
  if (is_plain && is_whole_number(text))
    return checked(yaml, json_integer(strtoll(text.data, NULL, 10))); /* libyaml NUL-terminates it */
  return checked(yaml, json_stringn(text.data, text.length));
}

static json_t *value_of(struct yaml_json *yaml, int number, int depth);

static json_t *list_value(struct yaml_json *yaml, const yaml_node_t *node, int depth) {
  json_t *list = checked(yaml, json_array());
  const yaml_node_item_t *item = node->data.sequence.items.start;
  for (; list && !yaml->status && item < node->data.sequence.items.top; item++) {
    json_t *value = value_of(yaml, *item, depth + 1);
    if (value && json_array_append_new(list, value)) (void)checked(yaml, NULL);
  }
  return list;
}

static void add_missing(struct yaml_json *yaml, json_t *mapping, const json_t *merged) {
  const char *name;
  json_t *value;
  json_object_foreach((json_t *)merged, name, value) {
    if (!json_object_get(mapping, name) && json_object_set(mapping, name, value)) (void)checked(yaml, NULL);
  }
}

/* Adds the members of one or more mappings named by a merge key, if the mapping has no values of its own for
 * them (yaml.org/type/merge.html). */
static void merge(struct yaml_json *yaml, json_t *mapping, const json_t *merged) {
  size_t i;
  json_t *element;
  add_missing(yaml, mapping, merged);
  json_array_foreach((json_t *)merged, i, element) {
    add_missing(yaml, mapping, element);
  }
}

static void add_pair(struct yaml_json *yaml, json_t *mapping, const yaml_node_pair_t *pair, int depth) {
  const yaml_node_t *key = yaml_document_get_node(&yaml->document, pair->key);
  json_t *value = value_of(yaml, pair->value, depth + 1);
  if (!value || !key || key->type != YAML_SCALAR_NODE || json_is_null(value)) {
    json_decref(value); /* a list cannot be a name */
    return;
  }
  sse_str name = {(const char *)key->data.scalar.value, key->data.scalar.length};
  if (sse_str_is(name, "<<")) {
    merge(yaml, mapping, value);
    json_decref(value);
  } else if (json_object_set_new(mapping, name.data, value)) {
    (void)checked(yaml, NULL);
  }
}

static json_t *mapping_value(struct yaml_json *yaml, const yaml_node_t *node, int depth) {
  json_t *mapping = checked(yaml, json_object());
  const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
  for (; mapping && !yaml->status && pair < node->data.mapping.pairs.top; pair++)
    add_pair(yaml, mapping, pair, depth);
  return mapping;
}

static json_t *value_of(struct yaml_json *yaml, int number, int depth) {
  const yaml_node_t *node = yaml_document_get_node(&yaml->document, number);
  size_t size = node && node->type == YAML_SCALAR_NODE ? node->data.scalar.length + 1 : 1;
  if (!node) return json_null();
  if (depth > DEEPEST || size > yaml->left) {
    yaml->status = SSE_TOO_LARGE;
    return NULL;
  }
  yaml->left -= size;
  if (node->type == YAML_SEQUENCE_NODE) return list_value(yaml, node, depth);
  if (node->type == YAML_MAPPING_NODE) return mapping_value(yaml, node, depth);
  return scalar_value(yaml, node);
}

/* ---- Documents ----------------------------------------------------------------------------------- */

static int append_bytes(const char *bytes, size_t length, void *context) {
  sse_buffer_append(context, bytes, length);
  return 0;
}

/* Appends the current document. */
static sse_status append_document(struct yaml_json *yaml, sse_buffer *out, sse_error *err) {
  yaml->left = yaml->text.length * GROWTH + SPARE;
  yaml->status = SSE_OK;
  json_t *value = value_of(yaml, 1, 0); /* the root is the first node */
  if (!yaml->status && json_dump_callback(value, append_bytes, out, JSON_COMPACT | JSON_ENCODE_ANY))
    yaml->status = SSE_NO_MEMORY;
  json_decref(value);
  sse_buffer_append_text(out, "\n");
  if (out->failed || yaml->status == SSE_NO_MEMORY) return sse_fail_memory(err);
  if (!yaml->status) return SSE_OK;
  return sse_fail(err, yaml->status, "%s: is nested too deeply, or its aliases expand to too much",
                  yaml->path);
}

/* The line where the parser failed, from 1. For an invalid character, libyaml gives only the byte offset. */
static size_t failed_line(const struct yaml_json *yaml) {
  if (yaml->parser.error != YAML_READER_ERROR) return yaml->parser.problem_mark.line + 1;
  size_t line = 1;
  for (size_t i = 0; i < yaml->parser.problem_offset && i < yaml->text.length; i++)
    line += yaml->text.data[i] == '\n';
  return line;
}

static sse_status fail_parsing(const struct yaml_json *yaml, sse_error *err) {
  yaml_error_type_t error = yaml->parser.error;
  bool is_short = error == YAML_MEMORY_ERROR || error == YAML_NO_ERROR; /* it is not always noted */
  if (is_short) return sse_fail_memory(err);
  return sse_fail(err, SSE_INVALID, "%s:%zu: not YAML: %s", yaml->path, failed_line(yaml),
                  yaml->parser.problem);
}

sse_status yaml_json_next(struct yaml_json *yaml, sse_buffer *out, bool *more, sse_error *err) {
  sse_status status = SSE_OK;
  bool is_found = false;
  *more = true;
  while (*more && !is_found && !status) {
    if (!yaml_parser_load(&yaml->parser, &yaml->document)) return fail_parsing(yaml, err);
    const yaml_node_t *root = yaml_document_get_root_node(&yaml->document);
    *more = root != NULL;
    is_found = root && !yaml_is_null(root);
    if (is_found) status = append_document(yaml, out, err);
    yaml_document_delete(&yaml->document);
  }
  return status;
}
