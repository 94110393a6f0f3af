/* Reads trees of text by shape: a node with text of its own is a piece; a list with such pieces is one
 * paragraph, and in any other list each element begins one. The types of nodes decide the rest; unknown
 * strings are text if people wrote them, as in nodes that a site has defined itself. Sources:
 * portabletext.org, ProseMirror's guide ("Documents"), Contentful's rich-text-types, Slate's concepts
 * ("Nodes"), Lexical's serialization, Draft.js (RawDraftContentState), Editor.js (output data), Quill's
 * Delta, Wix's Rich Content, Notion's blocks, Chorus's components. */
#include "source/format/rich_text.h"
#include "base/url.h"
#include "source/fields.h"
#include "source/format/json_text.h"

#include <string.h>

enum { DEEPEST = 100 };

struct tree {
  sse_buffer text;
  size_t pieces; /* pieces of text in nodes */
  int depth;
  bool in_paragraph; /* the pieces of a paragraph are being read */
};

static bool is_any(const char *name, const char *const *names) {
  return name && sse_str_is_any(sse_str_of(name), names);
}

/* The declared type of a node; NULL for none. */
static const char *type_of(const json_t *node) {
  static const char *const names[] = {"type", "_type", "nodeType"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *type = json_string_value(json_object_get(node, names[i]));
    if (type) return type;
  }
  return NULL;
}

/* The text of a node itself; none for a node without. */
static sse_str own_text(const json_t *node) {
  static const char *const names[] = {"text", "insert", "plain_text"};
  const char *type = type_of(node);
  char digits[32];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const json_t *text = json_object_get(node, names[i]);
    if (json_is_string(text)) return json_text_of(text, digits);
  }
  const json_t *data = json_object_get(json_object_get(node, "textData"), "text"); /* Wix */
  if (json_is_string(data)) return json_text_of(data, digits);
  const json_t *value = type && strcmp(type, "text") == 0 ? json_object_get(node, "value") : NULL;
  return json_is_string(value) ? json_text_of(value, digits) : (sse_str){0};
}

/* Returns true for a piece of a paragraph, as opposed to a whole one with its text in one string. */
static bool is_piece(const json_t *node) {
  static const char *const pieces[] = {"text", "span", "extended-text", NULL};
  const char *type = type_of(node);
  return own_text(node).data && (!type || is_any(type, pieces));
}

static void begin_paragraph(struct tree *tree) {
  bool is_begun = tree->text.length == 0 || tree->text.data[tree->text.length - 1] == '\n';
  if (!is_begun) sse_buffer_append_text(&tree->text, "\n");
}

static void append_node(struct tree *tree, const json_t *node);

static void append_list(struct tree *tree, const json_t *list) {
  size_t i;
  json_t *element;
  bool is_paragraph = json_array_size(list) == 0, was_in = tree->in_paragraph;
  json_array_foreach((json_t *)list, i, element) {
    is_paragraph = is_paragraph || is_piece(element);
  }
  json_array_foreach((json_t *)list, i, element) {
    if (!is_paragraph) begin_paragraph(tree);
    tree->in_paragraph = is_paragraph;
    append_node(tree, element);
  }
  tree->in_paragraph = was_in;
  if (!is_paragraph) begin_paragraph(tree);
}

/* Returns true for a string that readers see: recognised by its name or, unless the name is one for
 * appearance or type, by consisting of words. */
static bool is_shown(const char *name, const json_t *value) {
  static const char *const texts[] = {"caption", "title",   "heading",     "message", "content", "html",
                                      "code",    "body",    "description", "quote",   "label",   "question",
                                      "answer",  "summary", "author",      NULL};
  static const char *const looks[] = {"style",    "class",   "className", "css",        "sizes", "srcset",
                                      "rel",      "sandbox", "allow",     "fontFamily", "font",  "alt",
                                      "src",      "href",    "url",       "d",          "path",  "fileName",
                                      "filename", "params",  "points",    NULL};
  sse_str text = sse_str_of(json_string_value(value));
  return is_any(name, texts) || (!is_any(name, looks) && fields_is_prose(text) && !sse_url_is_web(text));
}

/* Appends a string that is not a node's own text: as a paragraph, or within one if it is the name of someone
 * mentioned. */
static void append_string(struct tree *tree, const char *name, const json_t *value) {
  size_t length = tree->text.length;
  bool is_apart = length == 0 || sse_is_space(tree->text.data[length - 1]);
  bool is_inline = tree->in_paragraph && strcmp(name, "label") == 0;
  tree->pieces += strcmp(name, "html") == 0; /* the text of a node, in trees of components */
  if (!is_inline) begin_paragraph(tree);
  if (is_inline && !is_apart) sse_buffer_append_text(&tree->text, " ");
  append_node(tree, value);
  if (!is_inline) begin_paragraph(tree);
}

/* Takes a member of a node that is not its own text. `has_nodes`: there are nodes within it; if it is also a
 * piece of a paragraph, its strings belong to a link and describe the target. */
static void append_member(struct tree *tree, const char *name, const json_t *value, bool has_nodes) {
  static const char *const around[] = {"marks",    "markDefs",  "inlineStyleRanges", "entityRanges", "asset",
                                       "textData", "entityMap", "attributes",        "tunes",        "meta",
                                       "sys",      NULL};
  if (is_any(name, around)) return;
  if (json_is_array(value)) append_list(tree, value);
  if (json_is_object(value)) append_node(tree, value);
  if (json_is_string(value) && !(has_nodes && tree->in_paragraph) && is_shown(name, value))
    append_string(tree, name, value);
}

/* Returns true for the members that own_text and type_of read. */
static bool is_own(const json_t *node, const char *name) {
  static const char *const types[] = {"type", "_type", "nodeType", "object", NULL};
  static const char *const texts[] = {"text", "insert", "plain_text", NULL};
  const char *type = type_of(node);
  return is_any(name, types) || is_any(name, texts) ||
         (strcmp(name, "value") == 0 && type && strcmp(type, "text") == 0);
}

static void append_node(struct tree *tree, const json_t *node) {
  static const char *const breaks[] = {"hardBreak", "hard_break", "linebreak", "break", "br", NULL};
  const char *name;
  json_t *value;
  char digits[32];
  sse_str text = json_is_object(node) ? own_text(node) : json_text_of(node, digits);
  bool has_nodes =
      json_is_array(json_object_get(node, "children")) || json_is_array(json_object_get(node, "content"));
  if (tree->depth == DEEPEST) return;
  tree->depth++;
  if (text.length > 0) tree->pieces++;
  sse_buffer_append_str(&tree->text, text);
  if (is_any(type_of(node), breaks)) sse_buffer_append_text(&tree->text, "\n");
  if (json_is_array(node)) append_list(tree, node);
  bool is_said = json_is_string(json_object_get(node, "plain_text")); /* next to its parts (Notion) */
  json_object_foreach((json_t *)node, name, value) {
    if (is_said) break;
    if (!is_own(node, name) || !json_is_string(value)) append_member(tree, name, value, has_nodes);
  }
  tree->depth--;
}

/* Returns true for the root of a tree: a node with a type or operations that has a list, or a list of
 * nodes. */
static bool is_tree(const json_t *value) {
  static const char *const lists[] = {"content", "children", "blocks", "nodes", "ops", "components"};
  const json_t *first = json_is_array(value) ? json_array_get(value, 0) : NULL;
  const json_t *root = json_object_get(value, "root");
  if (root) return is_tree(root);
  if (json_is_object(first)) return type_of(first) || json_is_array(json_object_get(first, "children"));
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (json_is_array(json_object_get(value, lists[i]))) return true;
  return false;
}

bool rich_text_append(const json_t *value, sse_buffer *out) {
  struct tree tree = {0};
  bool is_one = is_tree(value);
  if (is_one) append_node(&tree, value);
  is_one = is_one && tree.pieces > 0;
  if (is_one) sse_buffer_append_str(out, sse_str_trim(sse_buffer_str(&tree.text)));
  if (tree.text.failed) out->failed = true;
  sse_buffer_reset(&tree.text);
  return is_one;
}

bool rich_text_append_written(sse_str text, sse_buffer *out) {
  json_t *value = NULL;
  sse_error ignored;
  text = sse_str_trim(text);
  char last = '\0';
  if (text.length > 1) last = text.data[text.length - 1];
  bool may_be_one = text.length > 1 && strchr("[{", text.data[0]) && (last == ']' || last == '}');
  if (!may_be_one || !sse_str_find(text, "\":")) return false;
  if (json_text_parse(text, &value, &ignored) == SSE_NO_MEMORY) out->failed = true;
  bool is_one = value && rich_text_append(value, out);
  json_decref(value);
  return is_one;
}
