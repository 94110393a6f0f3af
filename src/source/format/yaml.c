/* Reads YAML as a whole if it is well-formed, else name by name, else line by line.
 * libyaml builds the nodes and resolves aliases; the traversal is bounded in depth and in number of values.
 * Scalars are taken as written: the receiver decides what is a number or a date. */
#include "source/format/yaml.h"

#include <string.h>

/* ---- Nodes --------------------------------------------------------------------------------------- */

struct walk {
  const settings_sink *sink;
  yaml_document_t document;
  sse_buffer path;
  size_t left; /* number of values still allowed */
};

static sse_str scalar_of(const yaml_node_t *node) {
  return (sse_str){(const char *)node->data.scalar.value, node->data.scalar.length};
}

bool yaml_is_null(const yaml_node_t *node) {
  if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) return false;
  sse_str text = scalar_of(node);
  return text.length == 0 || sse_str_is(text, "~") || sse_str_is(text, "null");
}

static void take_node(struct walk *walk, int number, bool is_entry, int depth);

static void take_pair(struct walk *walk, const yaml_node_pair_t *pair, bool is_entry, int depth) {
  const yaml_node_t *key = yaml_document_get_node(&walk->document, pair->key);
  if (!key || key->type != YAML_SCALAR_NODE) return;
  bool is_merge = sse_str_is(scalar_of(key), "<<");
  size_t length = walk->path.length;
  if (!is_merge) (void)settings_enter(&walk->path, scalar_of(key));
  take_node(walk, pair->value, is_entry, depth);
  if (!is_merge) settings_leave(&walk->path, length);
}

static void take_node(struct walk *walk, int number, bool is_entry, int depth) {
  const yaml_node_t *node = yaml_document_get_node(&walk->document, number);
  if (!node) return;
  if (depth > SETTINGS_DEEPEST || walk->left == 0) {
    walk->sink->lose(walk->sink->context, sse_buffer_str(&walk->path));
    return;
  }
  walk->left--;
  switch (node->type) {
  case YAML_SCALAR_NODE:
    if (!yaml_is_null(node))
      walk->sink->take(walk->sink->context, sse_buffer_str(&walk->path), scalar_of(node), is_entry);
    break;
  case YAML_SEQUENCE_NODE:
    for (const yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top;
         item++)
      take_node(walk, *item, true, depth + 1);
    break;
  case YAML_MAPPING_NODE:
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top;
         pair++)
      take_pair(walk, pair, is_entry, depth + 1);
    break;
  default:
    break;
  }
}

bool yaml_is_deep(sse_str text) {
  enum { DEEPEST = 100 };
  size_t depth = 0;
  for (size_t i = 0; i < text.length && depth < DEEPEST; i++) {
    if (text.data[i] == '[' || text.data[i] == '{') depth++;
    if ((text.data[i] == ']' || text.data[i] == '}') && depth > 0) depth--;
  }
  return depth == DEEPEST;
}

/* Passes on the settings of a text that is a mapping; sets `*found` if it is one. */
static sse_status take_document(sse_str text, const settings_sink *sink, bool *found, sse_error *err) {
  struct walk walk = {.sink = sink, .left = SETTINGS_MOST};
  yaml_parser_t parser;
  *found = false;
  if (yaml_is_deep(text)) return SSE_OK;
  if (!yaml_parser_initialize(&parser)) return sse_fail_memory(err);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, (const unsigned char *)text.data, text.length);
  bool is_read = yaml_parser_load(&parser, &walk.document);
  bool is_short = !is_read && parser.error == YAML_MEMORY_ERROR;
  const yaml_node_t *root = is_read ? yaml_document_get_root_node(&walk.document) : NULL;
  *found = root && root->type == YAML_MAPPING_NODE;
  if (*found) take_node(&walk, 1, false, 0); /* the root is the first node */
  if (is_read) yaml_document_delete(&walk.document);
  yaml_parser_delete(&parser);
  is_short = is_short || walk.path.failed;
  sse_buffer_reset(&walk.path);
  return is_short ? sse_fail_memory(err) : SSE_OK;
}

/* ---- YAML that is not well-formed ---------------------------------------------------------------- */

/* The end of the line at `at`, including its newline. */
static size_t line_end(sse_str text, size_t at) {
  const char *newline = memchr(text.data + at, '\n', text.length - at);
  return newline ? (size_t)(newline - text.data) + 1 : text.length;
}

/* The length of the name at the start of a top-level line, before its colon; 0 for none. */
static size_t name_length(sse_str line) {
  size_t end = 0;
  if (line.length == 0 || strchr(" \t#-[]{},&*!|>%@`", line.data[0])) return 0;
  while (end < line.length && line.data[end] != ':' && line.data[end] != '\n')
    end++;
  bool is_name = end < line.length && line.data[end] == ':' &&
                 (end + 1 == line.length || sse_is_space(line.data[end + 1]));
  return is_name ? end : 0;
}

static sse_str unquoted(sse_str value) {
  char first = '\0', last = '\0';
  if (value.length > 1) {
    first = value.data[0];
    last = value.data[value.length - 1];
  }
  return (first == '"' || first == '\'') && first == last ? sse_str_part(value, 1, value.length - 1) : value;
}

/* Takes the line literally. */
static void take_plain(sse_str text, size_t name, const settings_sink *sink) {
  size_t end = line_end(text, 0);
  sse_str key = unquoted(sse_str_trim(sse_str_part(text, 0, name)));
  sse_str value = unquoted(sse_str_trim(sse_str_part(text, name + 1, end)));
  if (sse_str_trim(sse_str_part(text, end, text.length)).length > 0) sink->lose(sink->context, key);
  if (value.length > 0) sink->take(sink->context, key, value, false);
}

/* YAML does not allow tabs in indentation. */
static void append_without_tabs(sse_str text, sse_buffer *out) {
  for (size_t at = 0, end; at < text.length; at = end) {
    end = line_end(text, at);
    for (; at < end && (text.data[at] == '\t' || text.data[at] == ' '); at++)
      sse_buffer_append_text(out, text.data[at] == '\t' ? "  " : " ");
    sse_buffer_append_str(out, sse_str_part(text, at, end));
  }
}

/* Takes a top-level name with everything below it. */
static sse_status take_name(sse_str text, const settings_sink *sink, bool *found, sse_error *err) {
  size_t name = name_length(text);
  sse_buffer spaced = {0};
  bool is_read = false;
  if (name == 0) return SSE_OK;
  append_without_tabs(text, &spaced);
  sse_status status =
      spaced.failed ? sse_fail_memory(err) : take_document(sse_buffer_str(&spaced), sink, &is_read, err);
  sse_buffer_reset(&spaced);
  if (!status && !is_read) take_plain(text, name, sink);
  *found = true;
  return status;
}

sse_status yaml_settings(sse_str text, const settings_sink *sink, bool *found, sse_error *err) {
  sse_status status = take_document(text, sink, found, err);
  bool is_whole = *found;
  for (size_t at = 0, start = 0, end; !status && !is_whole && at < text.length; at = end) {
    end = line_end(text, at);
    if (end < text.length && name_length(sse_str_part(text, end, text.length)) == 0) continue;
    status = take_name(sse_str_part(text, start, end), sink, found, err);
    start = end;
  }
  return status;
}
