/* Sets of items by the nodes of a query's tree.
 * Text is asked of FTS5, filters of what is known of the items.
 * And, or and not are done on the bits, so that any tree of them can be answered. */
#include "query/constraint.h"
#include "query/patterns.h"
#include "query/places.h"
#include "query/saved.h"

#include <stdlib.h>
#include <string.h>

struct finding {
  const filters_reading *reading;
  size_t count;         /* of words of a set */
  item_set *everything; /* made once it is asked for */
  bool is_excluded;     /* what is looked for: its own forms alone then, no synonyms and no parts */
};

static sse_status find_node(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                            sse_error *err);

/* ---- Sets ----------------------------------------------------------------------------------------- */

enum joining { BOTH, EITHER, BUT_NOT };

static void join(item_set *set, const item_set *other, enum joining how) {
  for (size_t i = 0; i < set->count; i++) {
    uint64_t bits = other->words ? other->words[i] : 0;
    set->words[i] = how == BOTH     ? set->words[i] & bits
                    : how == EITHER ? set->words[i] | bits
                                    : set->words[i] & ~bits;
  }
}

sse_status constraint_everything(index_ranking *ranking, item_set *set, sse_error *err) {
  size_t numbers = index_ranking_numbers(ranking);
  sse_status status = item_set_make(numbers / 64 + 1, set, err);
  for (uint32_t item = 1; item < numbers && !status; item++) {
    const index_facts *facts;
    status = index_facts_of(ranking, item, &facts, err);
    if (!status && facts->flags & INDEX_IS_ITEM) item_set_put(set, item);
  }
  return status;
}

static void put(void *context, uint32_t item) {
  item_set_put(context, item);
}

/* ---- Text --------------------------------------------------------------------------------------- */

/* A word, phrase or pattern in any of its forms. */
static sse_status find_words(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                             sse_error *err) {
  const struct query_reading *reading = finding->reading->reading;
  struct query query;
  sse_buffer expression = {0};
  sse_status status = query_read_node(tree, place, reading, &query, err);
  if (!status) {
    query_notes_move(&query.tree->notes, finding->reading->notes);
    query_compile(&query, finding->is_excluded ? QUERY_LITERAL : QUERY_EVERY, &expression);
  }
  if (!status && expression.failed) status = sse_fail_memory(err);
  if (!status && expression.length > 0)
    status = index_matches(reading->index, sse_buffer_str(&expression), NULL, set, put, err);
  sse_buffer_reset(&expression);
  query_reset(&query);
  return status;
}

/* A leaf by the places of its words. */
static sse_status find_places(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                              sse_error *err) {
  span_query *spans = NULL;
  sse_status status = spans_new(&spans, err);
  if (!status) status = places_add(finding->reading, tree, place, spans, 0, err);
  if (!status) status = spans_find(spans, finding->reading->reading->index, set, put, err);
  spans_free(spans);
  return status;
}

/* ---- Nearness ------------------------------------------------------------------------------------- */

/* Two nodes of a tree that are to be near each other. */
struct pair {
  const syntax *tree;
  size_t first, second, distance;
};

static sse_status find_pair(const struct finding *finding, const struct pair *pair, item_set *set,
                            sse_error *err);

static sse_status find_spans_near(const struct finding *finding, const struct pair *pair, item_set *set,
                                  sse_error *err) {
  span_query *spans = NULL;
  sse_status status = spans_new(&spans, err);
  size_t near = status ? 0 : spans_add(spans, 0, SPANS_NEAR, pair->distance);
  if (!status) status = places_add(finding->reading, pair->tree, pair->first, spans, near, err);
  if (!status) status = places_add(finding->reading, pair->tree, pair->second, spans, near, err);
  if (!status) status = spans_find(spans, finding->reading->reading->index, set, put, err);
  spans_free(spans);
  return status;
}

/* Joins what each child of the first node has near the second one. */
static sse_status find_each_near(const struct finding *finding, const struct pair *pair, enum joining how,
                                 item_set *set, sse_error *err) {
  const syntax_node *nodes = pair->tree->nodes;
  sse_status status = SSE_OK;
  for (size_t child = nodes[pair->first].child, first = child; child != SYNTAX_NONE && !status;
       child = nodes[child].next) {
    item_set one = {0};
    const struct pair near = {pair->tree, child, pair->second, pair->distance};
    status = item_set_make(finding->count, &one, err);
    if (!status) status = find_pair(finding, &near, &one, err);
    if (!status) join(set, &one, child == first ? EITHER : how);
    item_set_reset(&one);
  }
  return status;
}

/* What has no places of its own takes its part in the set: all of (a b) are near c, one of (a OR b) is, and
 * not a near c is c without a near it. A filter is only that. */
static sse_status find_group_near(const struct finding *finding, const struct pair *pair, item_set *set,
                                  sse_error *err) {
  const syntax_node *node = &pair->tree->nodes[pair->first];
  item_set other = {0};
  sse_status status;
  switch (node->kind) {
  case SYNTAX_AND:
    return find_each_near(finding, pair, BOTH, set, err);
  case SYNTAX_OR:
    return find_each_near(finding, pair, EITHER, set, err);
  case SYNTAX_NOT:
    status = find_node(finding, pair->tree, pair->second, &other, err);
    if (!status) status = find_each_near(finding, pair, EITHER, set, err);
    if (!status) {
      join(&other, set, BUT_NOT);
      memcpy(set->words, other.words, set->count * sizeof *set->words);
    }
    break;
  case SYNTAX_NEAR:
    status = find_node(finding, pair->tree, pair->first, &other, err);
    if (!status) status = find_each_near(finding, pair, EITHER, set, err);
    if (!status) join(set, &other, BOTH);
    break;
  default:
    status = find_node(finding, pair->tree, pair->first, &other, err);
    if (!status) join(set, &other, EITHER);
    item_set_reset(&other);
    if (!status) status = find_node(finding, pair->tree, pair->second, &other, err);
    if (!status) join(set, &other, BOTH);
    break;
  }
  item_set_reset(&other);
  return status;
}

static sse_status find_pair(const struct finding *finding, const struct pair *pair, item_set *set,
                            sse_error *err) {
  const struct pair turned = {pair->tree, pair->second, pair->first, pair->distance};
  if (!places_are_of(pair->tree, pair->first)) return find_group_near(finding, pair, set, err);
  if (!places_are_of(pair->tree, pair->second)) return find_group_near(finding, &turned, set, err);
  return find_spans_near(finding, pair, set, err);
}

/* Each child near the next. */
static sse_status find_near(const struct finding *finding, const syntax *tree, const syntax_node *node,
                            item_set *set, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t child = node->child; tree->nodes[child].next != SYNTAX_NONE && !status;
       child = tree->nodes[child].next) {
    item_set one = {0};
    const struct pair pair = {tree, child, tree->nodes[child].next, node->distance};
    status = item_set_make(finding->count, &one, err);
    if (!status) status = find_pair(finding, &pair, &one, err);
    if (!status) join(set, &one, child == node->child ? EITHER : BOTH);
    item_set_reset(&one);
  }
  return status;
}

/* ---- Trees -------------------------------------------------------------------------------------- */

static sse_status find_children(const struct finding *finding, const syntax *tree, const syntax_node *node,
                                item_set *set, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t child = node->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next) {
    item_set one = {0};
    status = find_node(finding, tree, child, &one, err);
    if (!status) join(set, &one, child == node->child || node->kind == SYNTAX_OR ? EITHER : BOTH);
    item_set_reset(&one);
  }
  return status;
}

/* Everything but what the child finds. A filter in it that cannot be read makes it nothing: what it would
 * have excluded is not known. */
static sse_status find_others(const struct finding *finding, const syntax *tree, const syntax_node *node,
                              item_set *set, sse_error *err) {
  query_notes *notes = finding->reading->notes;
  item_set excluded = {0}, *all = finding->everything;
  struct finding other = *finding;
  const bool was_unreadable = notes->is_unreadable;
  other.is_excluded = !finding->is_excluded;
  notes->is_unreadable = false;
  sse_status status = find_node(&other, tree, node->child, &excluded, err);
  if (!status && !notes->is_unreadable && !all->words)
    status = constraint_everything(finding->reading->ranking, all, err);
  if (!status && !notes->is_unreadable) {
    join(set, all, EITHER);
    join(set, &excluded, BUT_NOT);
  }
  notes->is_unreadable = notes->is_unreadable || was_unreadable;
  item_set_reset(&excluded);
  return status;
}

static sse_status find_node(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                            sse_error *err) {
  const syntax_node *node = &tree->nodes[place];
  sse_status status = item_set_make(finding->count, set, err);
  if (status) return status;
  switch (node->kind) {
  case SYNTAX_AND:
  case SYNTAX_OR:
    return find_children(finding, tree, node, set, err);
  case SYNTAX_NOT:
    return find_others(finding, tree, node, set, err);
  case SYNTAX_NEAR:
    return find_near(finding, tree, node, set, err);
  default:
    break;
  }
  if (syntax_is_filter(node)) return filters_find(finding->reading, tree, node, set, err);
  return pattern_needs_places(tree, node) ? find_places(finding, tree, place, set, err)
                                          : find_words(finding, tree, place, set, err);
}

static sse_status narrow(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                         sse_error *err) {
  item_set one = {0};
  sse_status status = find_node(finding, tree, place, &one, err);
  if (!status && !set->words) {
    *set = one;
    return SSE_OK;
  }
  if (!status) join(set, &one, BOTH);
  item_set_reset(&one);
  return status;
}

sse_status constraint_find(const struct query *query, const filters_reading *reading, sse_str filters,
                           item_set *set, sse_error *err) {
  item_set everything = {0};
  const struct finding finding = {reading, index_ranking_numbers(reading->ranking) / 64 + 1, &everything,
                                  false};
  syntax *tree = NULL;
  sse_status status = SSE_OK;
  *set = (item_set){0};
  for (size_t i = 0; i < query->constraint_count && !status; i++)
    status = narrow(&finding, query->tree, query->constraints[i], set, err);
  if (!status && filters.length > 0) status = syntax_parse(filters, &tree, err);
  if (!status && tree) status = saved_expand(tree, reading->reading, reading->notes, err);
  if (!status && tree && tree->root != SYNTAX_NONE) status = narrow(&finding, tree, tree->root, set, err);
  if (!status && tree) query_notes_move(&tree->notes, reading->notes);
  syntax_free(tree);
  item_set_reset(&everything);
  return status;
}
