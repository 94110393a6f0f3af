/* The spans of an item, node by node: each node's list is computed from those of its children, in order of
 * their places. Windows are searched for around each span of the first child. (Span queries: Bilotti,
 * Ogilvie, Callan and Nyberg, Structured Retrieval for Question Answering, 2007.) */
#include "query/span_tree.h"
#include "base/sorted.h"
#include "query/query.h"

#include <stdlib.h>

enum { NODES_MOST = 4096, CHILDREN_MOST = 64, STEPS_MOST = 20000 /* of a search for windows in an item */ };

sse_status spans_new(span_query **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  return *made ? SSE_OK : sse_fail_memory(err);
}

void spans_free(span_query *spans) {
  if (!spans) return;
  for (size_t i = 1; i <= spans->count; i++)
    free(spans->nodes[i].found);
  free(spans->nodes);
  sse_buffer_reset(&spans->texts);
  sse_buffer_reset(&spans->expression);
  free(spans);
}

size_t spans_add(span_query *spans, size_t parent, spans_kind kind, size_t distance) {
  void *nodes = spans->nodes;
  if (spans->count == NODES_MOST) spans->is_too_large = true;
  if (spans->is_too_large || spans->failed) return 0;
  if (!sse_array_reserve(&nodes, &spans->capacity, spans->count + 2, sizeof *spans->nodes)) {
    spans->failed = true;
    return 0;
  }
  spans->nodes = nodes;
  size_t made = ++spans->count;
  spans->nodes[made] = (struct span_node){.kind = kind, .distance = distance};
  if (parent == 0) return made;
  struct span_node *up = &spans->nodes[parent];
  if (up->child == 0) {
    up->child = made;
  } else {
    spans->nodes[up->last_child].next = made;
  }
  up->last_child = made;
  if (up->kind == SPANS_NEAR && ++up->children > CHILDREN_MOST) spans->is_too_large = true;
  return made;
}

size_t spans_add_phrase(span_query *spans, size_t parent, sse_str terms, int column, bool is_prefix) {
  size_t made = spans_add(spans, parent, SPANS_PHRASE, 0);
  if (made == 0) return 0;
  struct span_node *node = &spans->nodes[made];
  node->terms = 1;
  for (size_t i = 0; i < terms.length; i++)
    node->terms += terms.data[i] == ' ';
  node->column = column;
  node->is_prefix = is_prefix;
  node->written = spans->texts.length;
  node->written_length = terms.length;
  sse_buffer_append_str(&spans->texts, terms);
  node->start = spans->texts.length;
  query_compile_phrase(column, terms, is_prefix, &spans->texts);
  node->length = spans->texts.length - node->start;
  return made;
}

/* Replaces a group of one child with that child, which takes its place in its chain or at the root. */
static void simplify(span_query *spans, size_t place) {
  struct span_node *node = &spans->nodes[place];
  for (size_t child = node->child; child != 0; child = spans->nodes[child].next)
    simplify(spans, child);
  bool is_group = node->kind == SPANS_ANY || node->kind == SPANS_ROW;
  if (!is_group || node->child == 0 || spans->nodes[node->child].next != 0) return;
  const size_t next = node->next;
  struct span_node *child = &spans->nodes[node->child];
  *node = *child;
  node->next = next;
  *child = (struct span_node){.kind = SPANS_ANY};
}

bool spans_are_whole(const span_query *spans) {
  return !spans->is_too_large && !spans->failed && !spans->texts.failed && spans->count > 0;
}

void spans_simplify(span_query *spans) {
  if (spans_are_whole(spans)) simplify(spans, 1);
}

span_query *spans_copy(const span_query *spans) {
  span_query *copy = calloc(1, sizeof *copy);
  struct span_node *nodes = calloc(spans->count + 1, sizeof *nodes);
  if (!copy || !nodes) {
    free(copy);
    free(nodes);
    return NULL;
  }
  for (size_t i = 1; i <= spans->count; i++) {
    nodes[i] = spans->nodes[i];
    nodes[i].found = NULL;
    nodes[i].capacity = 0;
  }
  copy->nodes = nodes;
  copy->count = spans->count;
  return copy;
}

/* ---- The spans of an item ------------------------------------------------------------------------- */

bool span_make_room(struct span_node *node, size_t count) {
  void *found = node->found;
  bool done = sse_array_reserve(&found, &node->capacity, count, sizeof *node->found);
  node->found = found;
  return done;
}

static int compare_spans(const void *a, const void *b) {
  const struct span *left = a, *right = b;
  if (left->column != right->column) return left->column < right->column ? -1 : 1;
  if (left->first != right->first) return left->first < right->first ? -1 : 1;
  return (left->last > right->last) - (left->last < right->last);
}

static bool comes_before(const void *element, const void *wanted) {
  return compare_spans(element, wanted) < 0;
}

/* The first span of the node that begins at or after a place. */
static size_t first_at(const struct span_node *node, int column, int first) {
  const struct span wanted = {column, first, -1};
  return sse_sorted_first(node->found, node->count, sizeof *node->found, &wanted, comes_before);
}

static bool find_any(const span_query *spans, struct span_node *node) {
  for (size_t child = node->child; child != 0; child = spans->nodes[child].next)
    for (size_t i = 0; i < spans->nodes[child].count; i++)
      if (!span_add(node, spans->nodes[child].found[i])) return false;
  return true;
}

/* Adds the rows that begin with `begun` and continue with the children from `child` on. */
static bool go_on(const span_query *spans, struct span_node *node, struct span begun, size_t child,
                  size_t *steps) {
  if (child == 0) return span_add(node, begun);
  const struct span_node *next = &spans->nodes[child];
  for (size_t i = first_at(next, begun.column, begun.last + 1); i < next->count && ++*steps < STEPS_MOST;
       i++) {
    const struct span *span = &next->found[i];
    if (span->column != begun.column || span->first != begun.last + 1) break;
    if (!go_on(spans, node, (struct span){begun.column, begun.first, span->last}, next->next, steps))
      return false;
  }
  return true;
}

static bool find_row(const span_query *spans, struct span_node *node) {
  const struct span_node *first = &spans->nodes[node->child];
  size_t steps = 0;
  for (size_t i = 0; i < first->count; i++)
    if (!go_on(spans, node, first->found[i], first->next, &steps)) return false;
  return true;
}

/* A window that is being filled with one span of each child. */
struct window {
  const span_query *spans;
  struct span_node *node; /* that the windows are for */
  struct span chosen[CHILDREN_MOST], whole;
  size_t count, places; /* number of spans chosen, and of the places that they take up */
  size_t distance, steps;
  bool is_enough; /* one window suffices */
};

static bool overlaps(const struct window *window, const struct span *span) {
  for (size_t i = 0; i < window->count; i++)
    if (span->first <= window->chosen[i].last && span->last >= window->chosen[i].first) return true;
  return false;
}

/* Fills the window with spans of the children from `child` on, and adds each full window. The spans of later
 * children may fill places between those chosen so far. Returns false if memory runs out. */
static bool fill(struct window *window, size_t child) {
  if (window->is_enough && window->node->count > 0) return true;
  if (child == 0) return span_add(window->node, window->whole);
  const struct span_node *next = &window->spans->nodes[child];
  const struct span before = window->whole;
  const size_t count = window->count, taken = window->places;
  int reach = (int)window->distance;
  for (size_t later = next->next; later != 0; later = window->spans->nodes[later].next)
    reach += window->spans->nodes[later].longest;
  size_t i = first_at(next, before.column, before.first - reach - next->longest);
  for (; i < next->count && ++window->steps < STEPS_MOST; i++) {
    const struct span *span = &next->found[i];
    if (span->column != before.column || span->first > before.last + reach + 1) break;
    const struct span whole = {before.column, span->first < before.first ? span->first : before.first,
                               span->last > before.last ? span->last : before.last};
    size_t places = taken + (size_t)span_length(span);
    if (span_length(&whole) > (int)places + reach || overlaps(window, span)) continue;
    window->chosen[window->count++] = *span;
    window->whole = whole;
    window->places = places;
    if (!fill(window, next->next)) return false;
    window->count = count;
    window->places = taken;
    window->whole = before;
  }
  return true;
}

/* For two children: for each span of the first, the spans of the second that are near enough on either side.
 * One window suffices for the root, since it only matters whether there is any. */
static bool find_near_pair(const span_query *spans, struct span_node *node) {
  const struct span_node *first = &spans->nodes[node->child], *second = &spans->nodes[first->next];
  const int distance = (int)node->distance;
  const bool is_enough = node == &spans->nodes[1];
  size_t from = 0; /* earlier spans of the second are too far away for all that follow */
  size_t steps = 0;
  for (size_t i = 0; i < first->count && steps < STEPS_MOST; i++) {
    const struct span *one = &first->found[i];
    const int reach = distance + second->longest;
    while (from < second->count &&
           (second->found[from].column < one->column ||
            (second->found[from].column == one->column && second->found[from].first < one->first - reach)))
      from++;
    for (size_t j = from; j < second->count && steps < STEPS_MOST; j++) {
      const struct span *other = &second->found[j];
      if (other->column != one->column || other->first > one->last + distance + 1) break;
      steps++; /* counts those within reach */
      const bool is_after = other->first > one->last, is_before = other->last < one->first;
      if (!(is_after || (is_before && one->first - other->last - 1 <= distance))) continue;
      const struct span whole = {one->column, is_after ? one->first : other->first,
                                 is_after ? other->last : one->last};
      if (!span_add(node, whole)) return false;
      if (is_enough) return true;
    }
  }
  return true;
}

static bool find_near(const span_query *spans, struct span_node *node) {
  if (node->children == 2) return find_near_pair(spans, node);
  const struct span_node *first = &spans->nodes[node->child];
  struct window window = {.spans = spans,
                          .node = node,
                          .count = 1,
                          .distance = node->distance,
                          .is_enough = node == &spans->nodes[1]};
  for (size_t i = 0; i < first->count && window.steps < STEPS_MOST; i++) {
    window.chosen[0] = window.whole = first->found[i];
    window.places = (size_t)span_length(&window.whole);
    if (!fill(&window, first->next)) return false;
  }
  return true;
}

static bool find_but(const span_query *spans, struct span_node *node) {
  const struct span_node *first = &spans->nodes[node->child], *other = &spans->nodes[first->next];
  for (size_t i = 0; i < first->count; i++) {
    const struct span *span = &first->found[i];
    size_t at = first_at(other, span->column, span->first);
    bool is_other =
        at < other->count && other->found[at].column == span->column && other->found[at].first == span->first;
    if (!is_other && !span_add(node, *span)) return false;
  }
  return true;
}

/* Sorts spans, which are mostly sorted already. */
static void sort_spans(struct span_node *node) {
  size_t i = 1;
  while (i < node->count && compare_spans(&node->found[i - 1], &node->found[i]) <= 0)
    i++;
  if (i < node->count) qsort(node->found, node->count, sizeof *node->found, compare_spans);
}

int spans_evaluate(span_query *spans, size_t place, span_leaf_fn *on_leaf, void *context) {
  struct span_node *node = &spans->nodes[place];
  int code = SQLITE_OK;
  bool done = true;
  node->count = 0;
  node->longest = 0;
  if (node->kind == SPANS_PHRASE) return on_leaf(context, node);
  for (size_t child = node->child; child != 0 && code == SQLITE_OK; child = spans->nodes[child].next)
    code = spans_evaluate(spans, child, on_leaf, context);
  if (code != SQLITE_OK) return code;
  switch (node->kind) {
  case SPANS_PHRASE:
    break;
  case SPANS_ANY:
    done = find_any(spans, node);
    break;
  case SPANS_ROW:
    done = find_row(spans, node);
    break;
  case SPANS_NEAR:
    done = find_near(spans, node);
    break;
  case SPANS_BUT:
    return find_but(spans, node) ? SQLITE_OK : SQLITE_NOMEM; /* already in the order of the first child's */
  }
  if (done) sort_spans(node);
  return done ? SQLITE_OK : SQLITE_NOMEM;
}
