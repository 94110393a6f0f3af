/* Saved searches by recursion: each is parsed, expanded itself, and copied to where it is named.
 * The leaf that names it becomes a group of one, which is empty if the search has no words.
 * Names on the path are remembered, so that circles end. */
#include "query/saved.h"

enum { SAVED_DEPTH_MOST = 10 };

/* A search that is being expanded, and those that contain it. */
struct level {
  sse_str name;
  const struct level *outer; /* NULL for the query itself */
  size_t depth;
};

struct expanding {
  const struct query_reading *reading;
  query_notes *notes;
  bool is_too_large; /* then nothing more is expanded, since nested names can multiply */
};

static bool is_around(const struct level *level, sse_str name) {
  for (; level; level = level->outer)
    if (sse_str_equal(level->name, name)) return true;
  return false;
}

static sse_status expand(struct expanding *expanding, syntax *tree, const struct level *level,
                         sse_error *err);

/* Replaces the leaf that names a search with the search. */
static sse_status put(struct expanding *expanding, syntax *tree, size_t leaf, sse_str text,
                      const struct level *level, sse_error *err) {
  syntax *inner = NULL;
  sse_status status = syntax_parse(text, &inner, err);
  if (!status) status = expand(expanding, inner, level, err);
  size_t copy = SYNTAX_NONE;
  bool is_too_large = !status && tree->count + inner->count > SYNTAX_NODES_MOST;
  if (!status) query_notes_move(&inner->notes, expanding->notes);
  expanding->is_too_large = expanding->is_too_large || is_too_large;
  if (is_too_large)
    query_notes_add_unreadable(expanding->notes, "saved-too-large",
                               "saved:%.*s makes the query too long; it matches nothing",
                               (int)level->name.length, level->name.data);
  if (!status && !is_too_large && inner->root != SYNTAX_NONE) copy = syntax_copy(tree, inner, inner->root);
  syntax_free(inner);
  if (status || is_too_large) return status;
  if (tree->failed || tree->texts.failed) return sse_fail_memory(err);
  tree->nodes[leaf].kind = SYNTAX_AND;
  tree->nodes[leaf].field = SYNTAX_ANYWHERE;
  syntax_append(tree, leaf, copy);
  return SSE_OK;
}

static sse_status expand_leaf(struct expanding *expanding, syntax *tree, size_t leaf,
                              const struct level *outer, sse_error *err) {
  const struct query_reading *reading = expanding->reading;
  sse_buffer name = {0}, text = {0};
  bool found = false;
  sse_buffer_append_str(&name, syntax_text(tree, &tree->nodes[leaf])); /* moves when the tree grows */
  const struct level level = {sse_buffer_str(&name), outer, outer ? outer->depth + 1 : 1};
  bool is_circle = is_around(outer, level.name);
  if (is_circle || level.depth > SAVED_DEPTH_MOST) {
    query_notes_add_unreadable(expanding->notes, is_circle ? "saved-circle" : "saved-too-deep",
                               "saved:%.*s %s; it matches nothing", (int)level.name.length, level.name.data,
                               is_circle ? "names itself" : "is nested too deeply");
    sse_buffer_reset(&name);
    return SSE_OK;
  }
  sse_status status = name.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status && reading->saved)
    status = reading->saved(reading->saved_context, name.data, &text, &found, err);
  if (!status && !found)
    query_notes_add_unreadable(expanding->notes, "unknown-saved",
                               "saved:%s is not a saved search; it matches nothing", name.data);
  if (!status && found) status = put(expanding, tree, leaf, sse_buffer_str(&text), &level, err);
  sse_buffer_reset(&name);
  sse_buffer_reset(&text);
  return status;
}

static sse_status expand(struct expanding *expanding, syntax *tree, const struct level *level,
                         sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t i = 1, count = tree->count; i <= count && !expanding->is_too_large && !status; i++)
    if (syntax_is_leaf(&tree->nodes[i]) && tree->nodes[i].field == SYNTAX_SAVED)
      status = expand_leaf(expanding, tree, i, level, err);
  return status;
}

sse_status saved_expand(syntax *tree, const struct query_reading *reading, query_notes *notes,
                        sse_error *err) {
  struct expanding expanding = {.reading = reading, .notes = notes};
  return expand(&expanding, tree, NULL, err);
}
