/* Spans of an item, node by node: each node's list is made of those of its children, in order of their
 * places. A window is looked for around each span of the first child; among others that would do, one is
 * enough. (Span queries: Bilotti, Ogilvie, Callan and Nyberg, Structured Retrieval for Question Answering,
 * 2007.) */
#include "query/spans.h"
#include "base/sorted.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

enum { NODES_MOST = 4096, CHILDREN_MOST = 64, STEPS_MOST = 20000 /* of a search for windows in an item */ };

/* Places of an item: `first` to `last` of a column. */
struct span {
  int column, first, last;
};

struct node {
  spans_kind kind;
  size_t distance;
  size_t child, last_child, next; /* 0 for none */
  size_t children;
  size_t terms;         /* of a leaf */
  size_t start, length; /* of its expression, in texts */
  int phrase;           /* its number in the whole expression */
  struct span *found;
  size_t count, capacity;
  int longest; /* places of one of them */
};

struct span_query {
  struct node *nodes; /* the first is not used */
  size_t count, capacity;
  sse_buffer texts, expression;
  int phrases;
  bool is_too_large, failed;
};

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
  spans->nodes[made] = (struct node){.kind = kind, .distance = distance};
  if (parent == 0) return made;
  struct node *up = &spans->nodes[parent];
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
  struct node *node = &spans->nodes[made];
  node->terms = 1;
  for (size_t i = 0; i < terms.length; i++)
    node->terms += terms.data[i] == ' ';
  node->start = spans->texts.length;
  query_compile_phrase(column, terms, is_prefix, &spans->texts);
  node->length = spans->texts.length - node->start;
  return made;
}

/* ---- The expression of FTS5 ----------------------------------------------------------------------- */

/* Appends what an item has to have, and numbers the phrases as FTS5 does, from left to right. What an item
 * must not have in a place is there as an alternative, so that FTS5 tells where it stands. */
static void compile(span_query *spans, size_t place) {
  struct node *node = &spans->nodes[place];
  sse_buffer *out = &spans->expression;
  bool is_choice = node->kind == SPANS_ANY || node->kind == SPANS_BUT;
  if (node->kind == SPANS_PHRASE) {
    node->phrase = spans->phrases++;
    sse_buffer_append_str(
        out, sse_str_part(sse_buffer_str(&spans->texts), node->start, node->start + node->length));
    return;
  }
  if (node->child == 0) { /* a pattern that no word fits */
    spans->phrases++;
    sse_buffer_append_text(out, "\"\001\"");
    return;
  }
  sse_buffer_append_text(out, "(");
  for (size_t child = node->child; child != 0; child = spans->nodes[child].next) {
    if (child != node->child) sse_buffer_append_text(out, is_choice ? " OR " : " AND ");
    compile(spans, child);
  }
  sse_buffer_append_text(out, ")");
}

/* ---- The spans of an item ------------------------------------------------------------------------- */

static int length_of(const struct span *span) {
  return span->last - span->first + 1;
}

static bool add_span(struct node *node, struct span span) {
  void *found = node->found;
  if (node->count == node->capacity &&
      !sse_array_reserve(&found, &node->capacity, node->count + 1, sizeof *node->found))
    return false;
  node->found = found;
  node->found[node->count++] = span;
  if (length_of(&span) > node->longest) node->longest = length_of(&span);
  return true;
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

/* The first span of the node that begins at a place or after it. */
static size_t first_at(const struct node *node, int column, int first) {
  const struct span wanted = {column, first, -1};
  return sse_sorted_first(node->found, node->count, sizeof *node->found, &wanted, comes_before);
}

static int find_phrase(struct node *node, const Fts5ExtensionApi *api, Fts5Context *fts) {
  Fts5PhraseIter at;
  int column = -1, offset = -1;
  int code = api->xPhraseFirst(fts, node->phrase, &at, &column, &offset);
  for (; code == SQLITE_OK && column >= 0; api->xPhraseNext(fts, &at, &column, &offset))
    if (!add_span(node, (struct span){column, offset, offset + (int)node->terms - 1})) code = SQLITE_NOMEM;
  return code;
}

/* One child is all that there is of the node. */
static void take_over(struct node *node, struct node *child) {
  struct span *found = node->found;
  const size_t capacity = node->capacity;
  node->found = child->found;
  node->count = child->count;
  node->capacity = child->capacity;
  node->longest = child->longest;
  child->found = found;
  child->capacity = capacity;
  child->count = 0;
}

static bool find_any(const span_query *spans, struct node *node) {
  for (size_t child = node->child; child != 0; child = spans->nodes[child].next)
    for (size_t i = 0; i < spans->nodes[child].count; i++)
      if (!add_span(node, spans->nodes[child].found[i])) return false;
  return true;
}

/* Adds the rows that begin with `begun`, of which the children from `child` on are left. */
static bool go_on(const span_query *spans, struct node *node, struct span begun, size_t child,
                  size_t *steps) {
  if (child == 0) return add_span(node, begun);
  const struct node *next = &spans->nodes[child];
  for (size_t i = first_at(next, begun.column, begun.last + 1); i < next->count && ++*steps < STEPS_MOST;
       i++) {
    const struct span *span = &next->found[i];
    if (span->column != begun.column || span->first != begun.last + 1) break;
    if (!go_on(spans, node, (struct span){begun.column, begun.first, span->last}, next->next, steps))
      return false;
  }
  return true;
}

static bool find_row(const span_query *spans, struct node *node) {
  const struct node *first = &spans->nodes[node->child];
  size_t steps = 0;
  for (size_t i = 0; i < first->count; i++)
    if (!go_on(spans, node, first->found[i], first->next, &steps)) return false;
  return true;
}

/* A window that is being filled with one span of each child. */
struct window {
  const span_query *spans;
  struct node *node; /* whose windows they are */
  struct span chosen[CHILDREN_MOST], whole;
  size_t count, places; /* spans, and the places that they take */
  size_t distance, steps;
  bool is_enough; /* to know of one */
};

static bool overlaps(const struct window *window, const struct span *span) {
  for (size_t i = 0; i < window->count; i++)
    if (span->first <= window->chosen[i].last && span->last >= window->chosen[i].first) return true;
  return false;
}

/* Fills the window with spans of the children from `child` on, and adds each that is full. Those that come
 * after may take the places between the spans chosen so far. False where memory is short. */
static bool fill(struct window *window, size_t child) {
  if (window->is_enough && window->node->count > 0) return true;
  if (child == 0) return add_span(window->node, window->whole);
  const struct node *next = &window->spans->nodes[child];
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
    size_t places = taken + (size_t)length_of(span);
    if (length_of(&whole) > (int)places + reach || overlaps(window, span)) continue;
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

static bool find_near(const span_query *spans, struct node *node) {
  const struct node *first = &spans->nodes[node->child];
  struct window window = {.spans = spans,
                          .node = node,
                          .count = 1,
                          .distance = node->distance,
                          .is_enough = node == &spans->nodes[1]};
  for (size_t i = 0; i < first->count && window.steps < STEPS_MOST; i++) {
    window.chosen[0] = window.whole = first->found[i];
    window.places = (size_t)length_of(&window.whole);
    if (!fill(&window, first->next)) return false;
  }
  return true;
}

static bool find_but(const span_query *spans, struct node *node) {
  const struct node *first = &spans->nodes[node->child], *other = &spans->nodes[first->next];
  for (size_t i = 0; i < first->count; i++) {
    const struct span *span = &first->found[i];
    size_t at = first_at(other, span->column, span->first);
    bool is_other =
        at < other->count && other->found[at].column == span->column && other->found[at].first == span->first;
    if (!is_other && !add_span(node, *span)) return false;
  }
  return true;
}

/* Puts spans in order; most are. */
static void sort_spans(struct node *node) {
  size_t i = 1;
  while (i < node->count && compare_spans(&node->found[i - 1], &node->found[i]) <= 0)
    i++;
  if (i < node->count) qsort(node->found, node->count, sizeof *node->found, compare_spans);
}

static int find(span_query *spans, size_t place, const Fts5ExtensionApi *api, Fts5Context *fts) {
  struct node *node = &spans->nodes[place];
  int code = SQLITE_OK;
  bool done = true;
  node->count = 0;
  node->longest = 0;
  for (size_t child = node->child; child != 0 && code == SQLITE_OK; child = spans->nodes[child].next)
    code = find(spans, child, api, fts);
  if (code != SQLITE_OK) return code;
  bool is_group = node->kind == SPANS_ANY || node->kind == SPANS_ROW;
  if (is_group && node->child != 0 && spans->nodes[node->child].next == 0) {
    take_over(node, &spans->nodes[node->child]);
    return SQLITE_OK;
  }
  switch (node->kind) {
  case SPANS_PHRASE:
    return find_phrase(node, api, fts);
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
    return find_but(spans, node) ? SQLITE_OK : SQLITE_NOMEM; /* in the order of the first child's */
  }
  if (done) sort_spans(node);
  return done ? SQLITE_OK : SQLITE_NOMEM;
}

static int passes(void *context, const Fts5ExtensionApi *api, Fts5Context *fts, bool *result) {
  span_query *spans = context;
  int code = find(spans, 1, api, fts);
  *result = spans->nodes[1].count > 0;
  return code;
}

/* A copy for another thread, which finds spans of its own. */
static span_query *copy_for_finding(const span_query *spans) {
  span_query *copy = calloc(1, sizeof *copy);
  struct node *nodes = calloc(spans->count + 1, sizeof *nodes);
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

sse_status spans_find(span_query *spans, const index_db *index, void *context, index_match_fn *on_item,
                      sse_error *err) {
  if (spans->is_too_large) return sse_fail(err, SSE_TOO_LARGE, "a phrase has too many words");
  if (spans->failed) return sse_fail_memory(err);
  if (spans->count == 0) return SSE_OK;
  sse_buffer_clear(&spans->expression);
  spans->phrases = 0;
  compile(spans, 1);
  if (spans->texts.failed || spans->expression.failed) return sse_fail_memory(err);
  span_query *second = copy_for_finding(spans);
  const index_test test = {passes, spans, second};
  sse_status status =
      second ? index_matches(index, sse_buffer_str(&spans->expression), &test, context, on_item, err)
             : sse_fail_memory(err);
  spans_free(second);
  return status;
}
