/* Builds conditions from the nodes of a query's tree. Words are read as those of a query are. Words without
 * lists in the index, and conditions on places, are found by FTS5 or in doclists; filters use the values of
 * items. */
#include "query/constraint.h"
#include "query/condition.h"
#include "query/patterns.h"
#include "query/places.h"
#include "query/saved.h"

#include <stdlib.h>
#include <string.h>

struct finding {
  const filters_reading *reading;
  size_t numbers;   /* upper limit of item numbers */
  bool is_excluded; /* the node is negated: only its own variants count then, no synonyms and no parts */
};

static sse_status add_node(const struct finding *finding, const syntax *tree, size_t place,
                           struct condition *parent, sse_error *err);

static sse_status add(struct condition *parent, condition_kind kind, struct condition **made,
                      sse_error *err) {
  *made = condition_new(parent, kind);
  return *made ? SSE_OK : sse_fail_memory(err);
}

static sse_status add_set(const struct finding *finding, struct condition *parent, item_set **set,
                          sse_error *err) {
  struct condition *made;
  sse_status status = add(parent, CONDITION_SET, &made, err);
  *set = status ? NULL : condition_set(made, finding->numbers);
  return status || *set ? status : sse_fail_memory(err);
}

/* ---- Words ---------------------------------------------------------------------------------------- */

static sse_status add_rest(const struct finding *finding, const struct query *query,
                           const struct query_variant *variant, struct condition *parent, sse_error *err) {
  item_set *set;
  sse_status status = add_set(finding, parent, &set, err);
  return status ? status : query_find_rest(query, variant, finding->reading->reading->index, set, err);
}

/* Adds the variants of a word: the lists of those that have one, and FTS5's results for the others. */
static sse_status add_variants(const struct finding *finding, const struct query *query, size_t first,
                               size_t count, struct condition *parent, sse_error *err) {
  struct condition *any, *lists;
  item_set *set;
  sse_buffer others = {0};
  sse_status status = add(parent, CONDITION_ANY, &any, err);
  if (!status) status = add(any, CONDITION_LISTS, &lists, err);
  for (size_t i = first; i < first + count && !status; i++) {
    const struct query_variant *variant = &query->variants[i];
    index_list list = {0};
    if (variant->listed) {
      status = variant->listed == QUERY_LISTED_SOME ? add_rest(finding, query, variant, any, err) : SSE_OK;
      continue;
    }
    status = query_variant_list(query, variant, finding->reading->ranking, &list, err);
    if (!status && list.items > 0) {
      status = condition_own_list(lists, &list, err);
    } else {
      sse_buffer_append_text(&others, others.length > 0 ? " OR " : "");
      query_compile_variant(query, variant, &others);
      index_list_reset(&list);
    }
  }
  if (!status && others.failed) status = sse_fail_memory(err);
  if (!status && others.length > 0) status = add_set(finding, any, &set, err);
  if (!status && others.length > 0)
    status = index_matches(finding->reading->reading->index, sse_buffer_str(&others), NULL, set,
                           item_set_put_match, err);
  sse_buffer_reset(&others);
  return status;
}

static sse_status add_words(const struct finding *finding, const struct query *query,
                            const struct query_group *group, struct condition *parent, sse_error *err) {
  struct condition *all;
  sse_status status = add(parent, CONDITION_ALL, &all, err);
  for (size_t i = 0; i < group->word_count && !status; i++) {
    const struct query_word *word = &query->words[group->first_word + i];
    if (query_word_counts(query, group, i))
      status = add_variants(finding, query, word->first_variant, word->variant_count, all, err);
  }
  return status;
}

/* Adds the characters of a term group that must be in its parts. Each can be in either of two parts, as a
 * character is in two pairs. */
static sse_status add_parts(const struct finding *finding, const struct query *query,
                            const struct query_group *group, struct condition *parent, sse_error *err) {
  struct condition *all, *any;
  sse_status status = add(parent, CONDITION_ALL, &all, err);
  for (size_t i = 0; i < group->part_count && !status; i++) {
    for (int second = 0; second < 2 && !status; second++) {
      size_t other;
      if (!query_part_counts(query, group, i, second, &other)) continue;
      status = add(all, CONDITION_ANY, &any, err);
      if (!status) status = add_words(finding, query, &query->groups[group->first_part + i], any, err);
      if (!status && other != i)
        status = add_words(finding, query, &query->groups[group->first_part + other], any, err);
    }
  }
  return status;
}

static sse_status add_term_group(const struct finding *finding, const struct query *query,
                                 const struct query_group *group, struct condition *parent, sse_error *err) {
  struct condition *any;
  sse_status status = add(parent, CONDITION_ANY, &any, err);
  if (!status) status = add_words(finding, query, group, any, err);
  if (finding->is_excluded) return status;
  if (!status && group->synonym_count > 0)
    status = add_variants(finding, query, group->first_synonym, group->synonym_count, any, err);
  if (!status && group->part_count > 0) status = add_parts(finding, query, group, any, err);
  return status;
}

/* Adds the words, phrases and patterns of a query that was read; one without words matches nothing. */
static sse_status add_query(const struct finding *finding, struct query *query, struct condition *parent,
                            sse_error *err) {
  struct condition *all = NULL;
  sse_status status = SSE_OK;
  query_notes_move(&query->tree->notes, finding->reading->notes);
  for (size_t i = 0; i < query->group_count && !status; i++) {
    if (query->groups[i].is_optional) continue;
    if (!all) status = add(parent, CONDITION_ALL, &all, err);
    if (!status) status = add_term_group(finding, query, &query->groups[i], all, err);
  }
  if (!status && !all) status = add(parent, CONDITION_ANY, &all, err);
  return status;
}

static sse_status add_leaf(const struct finding *finding, const syntax *tree, size_t place,
                           struct condition *parent, sse_error *err) {
  struct query query;
  sse_status status = query_read_node(tree, place, finding->reading->reading, &query, err);
  if (!status) status = add_query(finding, &query, parent, err);
  query_reset(&query);
  return status;
}

/* Adds spans and takes ownership of them. Their places are checked in the stretches that the search comes to
 * or, if those will be all, at once, by two threads. */
static sse_status add_spans(const struct finding *finding, span_query *spans, struct condition *parent,
                            sse_error *err) {
  const index_db *index = finding->reading->reading->index;
  struct condition *made;
  item_set *set;
  if (!finding->reading->wants_all && span_walk_can(spans)) {
    span_walk *walk = NULL;
    sse_status status = span_walk_new(spans, index, &walk, err);
    if (!status) status = add(parent, CONDITION_PLACES, &made, err);
    if (!status) {
      condition_own_walk(made, walk);
    } else {
      span_walk_free(walk);
    }
    return status;
  }
  sse_status status = add_set(finding, parent, &set, err);
  if (!status) status = spans_find(spans, index, set, item_set_put_match, err);
  spans_free(spans);
  return status;
}

/* Adds a leaf by the places of its words. */
static sse_status add_places(const struct finding *finding, const syntax *tree, size_t place,
                             struct condition *parent, sse_error *err) {
  span_query *spans = NULL;
  sse_status status = spans_new(&spans, err);
  if (!status) status = places_add(finding->reading, tree, place, spans, 0, err);
  if (!status) return add_spans(finding, spans, parent, err);
  spans_free(spans);
  return status;
}

/* ---- Nearness ------------------------------------------------------------------------------------- */

/* Two nodes of a tree that must be near each other. */
struct pair {
  const syntax *tree;
  size_t first, second, distance;
};

static sse_status add_pair(const struct finding *finding, const struct pair *pair, struct condition *parent,
                           sse_error *err);

static sse_status add_spans_near(const struct finding *finding, const struct pair *pair,
                                 struct condition *parent, sse_error *err) {
  span_query *spans = NULL;
  sse_status status = spans_new(&spans, err);
  size_t near = status ? 0 : spans_add(spans, 0, SPANS_NEAR, pair->distance);
  if (!status) status = places_add(finding->reading, pair->tree, pair->first, spans, near, err);
  if (!status) status = places_add(finding->reading, pair->tree, pair->second, spans, near, err);
  if (!status) return add_spans(finding, spans, parent, err);
  spans_free(spans);
  return status;
}

/* Requires, of the first node's children, all, any or none (`kind`) to be near the second node. */
static sse_status add_each_near(const struct finding *finding, const struct pair *pair, condition_kind kind,
                                struct condition *parent, sse_error *err) {
  const syntax_node *nodes = pair->tree->nodes;
  struct condition *joined;
  sse_status status = add(parent, kind, &joined, err);
  for (size_t child = nodes[pair->first].child; child != SYNTAX_NONE && !status; child = nodes[child].next) {
    const struct pair near = {pair->tree, child, pair->second, pair->distance};
    status = add_pair(finding, &near, joined, err);
  }
  return status;
}

/* Adds a node without places, which is resolved into conditions: all of (a b) must be near c, one of (a OR b)
 * must be, and not a near c is c without a near it. A filter is only a condition on the item. */
static sse_status add_group_near(const struct finding *finding, const struct pair *pair,
                                 struct condition *parent, sse_error *err) {
  struct condition *all;
  syntax_kind kind = pair->tree->nodes[pair->first].kind;
  if (kind == SYNTAX_AND) return add_each_near(finding, pair, CONDITION_ALL, parent, err);
  if (kind == SYNTAX_OR) return add_each_near(finding, pair, CONDITION_ANY, parent, err);
  sse_status status = add(parent, CONDITION_ALL, &all, err);
  if (!status && kind != SYNTAX_NOT) status = add_node(finding, pair->tree, pair->first, all, err);
  if (!status && kind != SYNTAX_NEAR) status = add_node(finding, pair->tree, pair->second, all, err);
  if (!status && kind == SYNTAX_NOT) status = add_each_near(finding, pair, CONDITION_NOT, all, err);
  if (!status && kind == SYNTAX_NEAR) status = add_each_near(finding, pair, CONDITION_ANY, all, err);
  return status;
}

static sse_status add_pair(const struct finding *finding, const struct pair *pair, struct condition *parent,
                           sse_error *err) {
  const struct pair turned = {pair->tree, pair->second, pair->first, pair->distance};
  if (!places_are_of(pair->tree, pair->first)) return add_group_near(finding, pair, parent, err);
  if (!places_are_of(pair->tree, pair->second)) return add_group_near(finding, &turned, parent, err);
  return add_spans_near(finding, pair, parent, err);
}

/* Requires each child to be near the next. */
static sse_status add_near(const struct finding *finding, const syntax *tree, const syntax_node *node,
                           struct condition *parent, sse_error *err) {
  struct condition *all;
  sse_status status = add(parent, CONDITION_ALL, &all, err);
  for (size_t child = node->child; tree->nodes[child].next != SYNTAX_NONE && !status;
       child = tree->nodes[child].next) {
    const struct pair pair = {tree, child, tree->nodes[child].next, node->distance};
    status = add_pair(finding, &pair, all, err);
  }
  return status;
}

/* ---- Trees -------------------------------------------------------------------------------------- */

static sse_status add_either(const struct finding *finding, const syntax *tree, const syntax_node *node,
                             struct condition *parent, sse_error *err) {
  struct condition *any;
  sse_status status = add(parent, CONDITION_ANY, &any, err);
  for (size_t child = node->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next)
    status = add_node(finding, tree, child, any, err);
  return status;
}

/* Words that are required together are read as one text, as they are outside groups: whether one of them
 * counts as a stop word depends on the others. */
static sse_status add_both(const struct finding *finding, const syntax *tree, const syntax_node *node,
                           struct condition *parent, sse_error *err) {
  struct condition *all;
  struct query query = {0};
  sse_buffer words = {0};
  sse_status status = add(parent, CONDITION_ALL, &all, err);
  for (size_t child = node->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next) {
    const syntax_node *one = &tree->nodes[child];
    if (!syntax_is_leaf(one) || syntax_is_filter(one) || pattern_needs_places(tree, one)) {
      status = add_node(finding, tree, child, all, err);
    } else {
      sse_buffer_append_text(&words, words.length > 0 ? " " : "");
      syntax_print_node(tree, child, &words);
    }
  }
  if (!status && words.failed) status = sse_fail_memory(err);
  if (!status && words.length > 0) {
    status = query_read(sse_buffer_str(&words), finding->reading->reading, &query, err);
    if (!status) status = add_query(finding, &query, all, err);
  }
  query_reset(&query);
  sse_buffer_reset(&words);
  return status;
}

/* Adds everything except what the child finds. If a filter in it cannot be read, this matches nothing, as it
 * is not known what would have been excluded. */
static sse_status add_others(const struct finding *finding, const syntax *tree, const syntax_node *node,
                             struct condition *parent, sse_error *err) {
  query_notes *notes = finding->reading->notes;
  struct condition *both, *not = NULL, *none;
  struct finding other = *finding;
  const bool was_unreadable = notes->is_unreadable;
  other.is_excluded = !finding->is_excluded;
  notes->is_unreadable = false;
  sse_status status = add(parent, CONDITION_ALL, &both, err);
  if (!status) status = add(both, CONDITION_NOT, &not, err);
  if (!status) status = add_node(&other, tree, node->child, not, err);
  if (!status && notes->is_unreadable) status = add(both, CONDITION_ANY, &none, err);
  notes->is_unreadable = notes->is_unreadable || was_unreadable;
  return status;
}

static sse_status add_filter(const struct finding *finding, const syntax *tree, const syntax_node *node,
                             struct condition *parent, sse_error *err) {
  struct condition *made;
  struct filter *filter = NULL;
  sse_status status = add(parent, CONDITION_FILTER, &made, err);
  if (!status) status = filters_read(finding->reading, tree, node, &filter, err);
  if (filter) condition_own_filter(made, filter);
  return status;
}

/* Adds an id that a query could not express: with quotation marks, or with a star at its end. */
static sse_status add_id(const struct finding *finding, sse_str id, struct condition *parent,
                         sse_error *err) {
  syntax *tree = NULL;
  sse_status status = syntax_parse(sse_str_of(""), &tree, err);
  size_t node = status ? SYNTAX_NONE : syntax_add(tree, SYNTAX_EXACT, SYNTAX_ID, id);
  if (!status && node == SYNTAX_NONE) status = sse_fail_memory(err);
  if (!status) status = add_filter(finding, tree, &tree->nodes[node], parent, err);
  syntax_free(tree);
  return status;
}

static sse_status add_node(const struct finding *finding, const syntax *tree, size_t place,
                           struct condition *parent, sse_error *err) {
  const syntax_node *node = &tree->nodes[place];
  switch (node->kind) {
  case SYNTAX_AND:
    return add_both(finding, tree, node, parent, err);
  case SYNTAX_OR:
    return add_either(finding, tree, node, parent, err);
  case SYNTAX_NOT:
    return add_others(finding, tree, node, parent, err);
  case SYNTAX_NEAR:
    return add_near(finding, tree, node, parent, err);
  default:
    break;
  }
  if (syntax_is_filter(node)) return add_filter(finding, tree, node, parent, err);
  return pattern_needs_places(tree, node) ? add_places(finding, tree, place, parent, err)
                                          : add_leaf(finding, tree, place, parent, err);
}

/* ---- Evaluation ------------------------------------------------------------------------------------- */

struct constraint {
  index_ranking *ranking;
  const index_db *index;
  struct condition *condition;
  item_set items; /* of the known stretches */
  bool *known;
  size_t asked;   /* number of stretches evaluated */
  size_t alone;   /* number of items of the current stretch that were checked one by one */
  size_t stretch; /* the current stretch */
};

static sse_status constraint_new(const index_db *index, index_ranking *ranking, condition_kind kind,
                                 struct constraint **made, sse_error *err) {
  size_t stretches = index_ranking_numbers(ranking) / FILTER_STRETCH + 1;
  struct constraint *constraint = calloc(1, sizeof *constraint);
  *made = constraint;
  if (!constraint) return sse_fail_memory(err);
  constraint->index = index;
  constraint->ranking = ranking;
  constraint->condition = condition_new(NULL, kind);
  constraint->known = calloc(stretches, sizeof *constraint->known);
  if (!constraint->condition || !constraint->known) return sse_fail_memory(err);
  return item_set_make(stretches * FILTER_WORDS, &constraint->items, err);
}

sse_status constraint_read(const struct query *query, const filters_reading *reading, sse_str filters,
                           sse_str id, struct constraint **made, sse_error *err) {
  const struct finding finding = {reading, index_ranking_numbers(reading->ranking), false};
  syntax *tree = NULL;
  sse_status status = SSE_OK;
  *made = NULL;
  if (filters.length > 0) status = syntax_parse(filters, &tree, err);
  if (!status && tree) status = saved_expand(tree, reading->reading, reading->notes, err);
  struct condition *nothing;
  bool has_filters = !status && tree && tree->root != SYNTAX_NONE,
       lacks = !status && tree && tree->lacks_value;
  if (!status && (query->constraint_count > 0 || has_filters || lacks || id.length > 0))
    status = constraint_new(reading->reading->index, reading->ranking, CONDITION_ALL, made, err);
  for (size_t i = 0; i < query->constraint_count && !status; i++)
    status = add_node(&finding, query->tree, query->constraints[i], (*made)->condition, err);
  if (!status && has_filters) status = add_node(&finding, tree, tree->root, (*made)->condition, err);
  if (!status && lacks) status = add((*made)->condition, CONDITION_ANY, &nothing, err);
  if (!status && id.length > 0) status = add_id(&finding, id, (*made)->condition, err);
  if (!status && tree) query_notes_move(&tree->notes, reading->notes);
  syntax_free(tree);
  return status;
}

sse_status constraint_everything(const index_db *index, index_ranking *ranking, struct constraint **made,
                                 sse_error *err) {
  return constraint_new(index, ranking, CONDITION_NOT, made, err);
}

void constraint_free(struct constraint *constraint) {
  if (!constraint) return;
  condition_free(constraint->condition);
  item_set_reset(&constraint->items);
  free(constraint->known);
  free(constraint);
}

/* Evaluates the stretch of an item, unless it is known. */
static sse_status ask(struct constraint *constraint, uint32_t item, sse_error *err) {
  enum { STRETCHES_AT_ONCE = 64 }; /* between two checks of the time limit */
  static const uint64_t all[FILTER_WORDS] = {
      UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
      UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
  size_t stretch = item / FILTER_STRETCH;
  if (constraint->known[stretch]) return SSE_OK;
  constraint->known[stretch] = true;
  sse_status status =
      ++constraint->asked % STRETCHES_AT_ONCE == 0 ? index_check_time(constraint->index, err) : SSE_OK;
  return status ? status
                : condition_fill(constraint->condition, constraint->ranking,
                                 (uint32_t)(stretch * FILTER_STRETCH), all,
                                 constraint->items.words + stretch * FILTER_WORDS, err);
}

enum { ALONE_MOST = 16 /* this many items are checked at less cost than their whole stretch */ };

/* Checks one item; the result is not cached. */
static sse_status ask_alone(struct constraint *constraint, uint32_t item, bool *has, sse_error *err) {
  const uint32_t first = item / FILTER_STRETCH * FILTER_STRETCH, place = item - first;
  uint64_t among[FILTER_WORDS] = {0}, found[FILTER_WORDS];
  among[place / 64] = (uint64_t)1 << place % 64;
  sse_status status = condition_fill(constraint->condition, constraint->ranking, first, among, found, err);
  *has = !status && (found[place / 64] & among[place / 64]) != 0;
  return status;
}

sse_status constraint_has(struct constraint *constraint, uint32_t item, bool *has, sse_error *err) {
  *has = false;
  if (item / 64 >= constraint->items.count) return SSE_OK;
  const size_t stretch = item / FILTER_STRETCH;
  if (stretch != constraint->stretch) constraint->alone = 0;
  constraint->stretch = stretch;
  if (!constraint->known[stretch] && constraint->alone++ < ALONE_MOST)
    return ask_alone(constraint, item, has, err);
  sse_status status = ask(constraint, item, err);
  *has = !status && item_set_has(&constraint->items, item);
  return status;
}

sse_status constraint_fill(struct constraint *constraint, uint32_t first, uint64_t *bits, sse_error *err) {
  sse_status status = ask(constraint, first, err);
  for (size_t i = 0; i < FILTER_WORDS && !status; i++)
    bits[i] &= constraint->items.words[first / 64 + i];
  return status;
}

sse_status constraint_next(struct constraint *constraint, uint32_t item, uint32_t *next, sse_error *err) {
  size_t end = ((size_t)item / FILTER_STRETCH + 1) * FILTER_WORDS;
  *next = UINT32_MAX;
  if (end > constraint->items.count) return SSE_OK;
  sse_status status = ask(constraint, item, err);
  if (!status) *next = item_set_next(&constraint->items, item, end);
  if (!status && *next == UINT32_MAX && end < constraint->items.count) *next = (uint32_t)(end * 64);
  return status;
}
