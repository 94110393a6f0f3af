/* The best items of a query. Items are gone through in windows in which no cursor's bound changes; a window
 * whose bounds together cannot reach the hits found so far is passed over without unpacking a posting (Ding
 * and Suel 2011). In a window, items that only cursors of small bounds have are passed over too (Turtle and
 * Flood, Query Evaluation: Strategies and Optimizations, 1995: MaxScore). */
#include "search/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds are raised by this against rounding, so that what ties with the last hit is still looked at. */
#define ROUNDING (1 + 1e-9)

enum { CURSORS_MOST = 2 * QUERY_WORDS_MOST };

struct top {
  struct ranking *ranking;
  const struct rank_wanted *wanted;
  struct rank_hit *heap; /* the worst first */
  size_t count;
};

/* ---- The hits so far ---------------------------------------------------------------------------- */

static void sift_down(struct ranking *ranking, struct rank_hit *heap, size_t count, size_t at) {
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && rank_is_before(ranking, &heap[child], &heap[child + 1])) child++;
    if (!rank_is_before(ranking, &heap[at], &heap[child])) return;
    struct rank_hit swapped = heap[at];
    heap[at] = heap[child];
    heap[child] = swapped;
    at = child;
  }
}

static void push(struct top *top, struct rank_hit *hit) {
  struct ranking *ranking = top->ranking;
  struct rank_hit *heap = top->heap;
  if (top->count == top->wanted->count) {
    if (!rank_is_before(ranking, hit, &heap[0])) return;
    heap[0] = *hit;
    sift_down(ranking, heap, top->count, 0);
    return;
  }
  size_t at = top->count++;
  heap[at] = *hit;
  while (at > 0 && rank_is_before(ranking, &heap[(at - 1) / 2], &heap[at])) {
    struct rank_hit swapped = heap[at];
    heap[at] = heap[(at - 1) / 2];
    heap[(at - 1) / 2] = swapped;
    at = (at - 1) / 2;
  }
}

double rank_recency(const struct rank_wanted *wanted, uint32_t day) {
  if (wanted->half_life <= 0 || day == 0) return 1;
  double age = day < wanted->today ? wanted->today - day : 0;
  return 1 + RANK_RECENCY * exp2(-age / wanted->half_life);
}

/* True where nothing with a score up to `bound`, by its words, can become a hit. */
static bool is_hopeless(const struct top *top, double bound) {
  double most = top->wanted->half_life > 0 ? 1 + RANK_RECENCY : 1;
  return top->count == top->wanted->count && !top->wanted->exhaustive &&
         bound * most * ROUNDING < top->heap[0].score;
}

/* ---- Which items match -------------------------------------------------------------------------- */

/* True where an item satisfies the constraints. */
static bool is_allowed(struct ranking *ranking, uint32_t item) {
  bool is = item != ranking->except;
  if (is && ranking->allowed && !ranking->status)
    ranking->status = constraint_has(ranking->allowed, item, &is, ranking->err);
  return is && !ranking->status;
}

/* The first item at or after `item` that does. */
static uint32_t allowed_next(struct ranking *ranking, uint32_t item) {
  if (ranking->allowed && !ranking->status)
    ranking->status = constraint_next(ranking->allowed, item, &item, ranking->err);
  return ranking->status ? CURSOR_END : item;
}

static bool has_word(struct ranking *ranking, size_t unit, uint32_t item) {
  return cursor_seek(ranking, &ranking->cursors[ranking->units[unit].first], item) == item;
}

/* The first item at or after `item` that has a part of the unit or, of pairs of signs, one that shares the
 * first or the `second` sign of it. */
static uint32_t part_next(struct ranking *ranking, const struct query_unit *unit, size_t part, bool second,
                          uint32_t item) {
  const struct unit_cursors *parts = &ranking->units[unit->first_part];
  size_t other;
  (void)query_part_counts(ranking->query, unit, part, second, &other);
  uint32_t first = cursor_seek(ranking, &ranking->cursors[parts[part].first], item);
  if (other == part) return first;
  uint32_t found = cursor_seek(ranking, &ranking->cursors[parts[other].first], item);
  return found < first ? found : first;
}

/* True where an item has to have something of the part, by its first or its second sign. */
static bool part_counts(const struct ranking *ranking, const struct query_unit *unit, size_t part,
                        bool second) {
  size_t ignored;
  return query_part_counts(ranking->query, unit, part, second, &ignored);
}

/* True where an item has all parts of the unit, or pairs of signs with every sign that counts in one. */
static bool has_parts(struct ranking *ranking, const struct query_unit *unit, uint32_t item) {
  for (size_t i = 0; i < unit->part_count; i++)
    for (int second = 0; second < 2; second++)
      if (part_counts(ranking, unit, i, second) && part_next(ranking, unit, i, second, item) != item)
        return false;
  return unit->part_count > 0;
}

enum { PAIRS_FEW = 3 }; /* of which one is enough */

/* True where an item has something of the query that counts: a word, or enough pairs of signs. */
static bool has_some(struct ranking *ranking, uint32_t item) {
  size_t pairs = 0, found = 0;
  for (size_t u = 0; u < ranking->query->unit_count; u++) {
    const struct unit_cursors *unit = &ranking->units[u];
    struct cursor *cursors = &ranking->cursors[unit->first];
    if (ranking->query->units[u].is_pair) {
      pairs++;
      found += has_word(ranking, u, item);
      if (found >= ranking->pairs_enough) return true;
      continue;
    }
    for (size_t i = 0; i < unit->word_count + unit->has_synonyms; i++)
      if (cursor_seek(ranking, &cursors[i], item) == item) return true;
  }
  return found > 0 && pairs <= PAIRS_FEW;
}

/* How an item has a unit; RANK_NONE where it has neither its words nor what stands for them. */
static enum rank_class class_of_unit(struct ranking *ranking, size_t which, uint32_t item) {
  const struct unit_cursors *unit = &ranking->units[which];
  struct cursor *cursors = &ranking->cursors[unit->first];
  bool literal = true;
  for (size_t i = 0; i < unit->word_count && literal; i++)
    literal = cursor_seek(ranking, &cursors[i], item) == item;
  if (literal) return RANK_LITERAL;
  bool has_synonym = unit->has_synonyms && cursor_seek(ranking, &cursors[unit->word_count], item) == item;
  return has_synonym || has_parts(ranking, &ranking->query->units[which], item) ? RANK_EVERY : RANK_NONE;
}

static enum rank_class class_of_item(struct ranking *ranking, uint32_t item) {
  const struct query *query = ranking->query;
  enum rank_class class = RANK_LITERAL;
  if (!is_allowed(ranking, item)) return RANK_NONE;
  for (size_t u = 0; u < query->unit_count; u++) {
    if (query->units[u].is_optional || (class == RANK_SOME && !query->units[u].is_must)) continue;
    enum rank_class of_unit = class_of_unit(ranking, u, item);
    if (of_unit == RANK_NONE && query->units[u].is_must) return RANK_NONE;
    if (of_unit == RANK_NONE) of_unit = RANK_SOME;
    if (of_unit > class) class = of_unit;
  }
  return class == RANK_SOME && query->has_pairs && !has_some(ranking, item) ? RANK_NONE : class;
}

/* The first item at or after `item` that has all parts of the unit. The first and the last one that count
 * lead there. */
static uint32_t parts_next(struct ranking *ranking, const struct query_unit *unit, uint32_t item) {
  size_t first = 0, last = unit->part_count;
  while (first < last && !part_counts(ranking, unit, first, false) &&
         !part_counts(ranking, unit, first, true))
    first++;
  while (last > first && !part_counts(ranking, unit, last - 1, false) &&
         !part_counts(ranking, unit, last - 1, true))
    last--;
  if (first == last) return CURSOR_END;
  bool by_second = !part_counts(ranking, unit, first, false),
       last_by_second = part_counts(ranking, unit, last - 1, true);
  while ((item = part_next(ranking, unit, first, by_second, item)) != CURSOR_END) {
    uint32_t found = part_next(ranking, unit, last - 1, last_by_second, item);
    if (found == item && has_parts(ranking, unit, item)) return item;
    item = found > item ? found : item + 1;
  }
  return CURSOR_END;
}

/* The first item at or after `item` that has all words of the unit or, unless `literal`, a synonym or all
 * parts. */
static uint32_t unit_next(struct ranking *ranking, size_t which, bool literal, uint32_t item) {
  const struct unit_cursors *unit = &ranking->units[which];
  struct cursor *cursors = &ranking->cursors[unit->first];
  uint32_t other = literal ? CURSOR_END : parts_next(ranking, &ranking->query->units[which], item);
  if (unit->has_synonyms && !literal) {
    uint32_t synonym = cursor_seek(ranking, &cursors[unit->word_count], item);
    if (synonym < other) other = synonym;
  }
  uint32_t all = item;
  for (size_t i = 0; i < unit->word_count && all < other;) {
    uint32_t found = cursor_seek(ranking, &cursors[i], all);
    i = found == all ? i + 1 : i == 0 ? 1 : 0;
    all = found;
  }
  return all < other ? all : other;
}

/* The first item at or after `item` that has anything. */
static uint32_t some_next(struct ranking *ranking, uint32_t item) {
  uint32_t first = CURSOR_END;
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    uint32_t found = cursor_seek(ranking, &ranking->cursors[i], item);
    if (found < first) first = found;
  }
  return first;
}

/* The first item at or after `item` that has every required unit; where none is required, all that satisfy
 * the constraints do. */
static uint32_t every_next(struct ranking *ranking, bool literal, uint32_t item) {
  if (ranking->required_count == 0) return ranking->allowed ? item : some_next(ranking, item);
  for (size_t u = 0; u < ranking->required_count && item != CURSOR_END;) {
    uint32_t found = unit_next(ranking, ranking->required[u], literal, item);
    u = found == item ? u + 1 : u == 0 ? 1 : 0;
    item = found;
  }
  return item;
}

/* The first one of a class or a better one that satisfies the constraints. */
static uint32_t class_next(struct ranking *ranking, enum rank_class class, uint32_t item) {
  while (item != CURSOR_END && !ranking->status) {
    item = allowed_next(ranking, item);
    if (item == CURSOR_END) break;
    uint32_t found = class == RANK_SOME && ranking->cursor_count > 0
                         ? some_next(ranking, item)
                         : every_next(ranking, class == RANK_LITERAL, item);
    bool fits = found == item && item != ranking->except;
    bool is_some = class == RANK_SOME && (ranking->query->has_pairs || ranking->query->has_musts);
    if (fits && (!is_some || class_of_item(ranking, item) != RANK_NONE)) return item;
    item = found == ranking->except || (fits && is_some) ? found + 1 : found;
  }
  return CURSOR_END;
}

static void rewind_all(struct ranking *ranking) {
  for (size_t i = 0; i < ranking->cursor_count; i++)
    cursor_rewind(&ranking->cursors[i]);
}

/* ---- Scoring ------------------------------------------------------------------------------------ */

/* The bounds of all cursors in a stretch of items. */
struct window {
  double bounds[CURSORS_MOST], sum;
  size_t order[CURSORS_MOST]; /* of cursors, the largest bound first */
  uint32_t until;
};

static void open_window(struct ranking *ranking, uint32_t item, struct window *window) {
  window->until = CURSOR_END - 1;
  window->sum = 0;
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    double bound = cursor_bound(ranking, &ranking->cursors[i], item, &window->until);
    size_t at = i;
    window->sum += window->bounds[i] = bound;
    for (; at > 0 && window->bounds[window->order[at - 1]] < bound; at--)
      window->order[at] = window->order[at - 1];
    window->order[at] = i;
  }
}

/* Scores an item, and gives up once what is left of the bounds cannot make a hit of it. */
static void score_item(struct top *top, const struct window *window, uint32_t item) {
  struct ranking *ranking = top->ranking;
  double scores[CURSORS_MOST], reachable = window->sum;
  struct rank_hit hit = {.item = item, .class = top->wanted->class};
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    size_t which = window->order[i];
    scores[which] = cursor_score(ranking, &ranking->cursors[which], item);
    reachable += scores[which] - window->bounds[which];
    if (is_hopeless(top, reachable)) return;
  }
  cursor_share(ranking, scores);                     /* NOLINT: all are set, since `order` has every place */
  for (size_t i = 0; i < ranking->cursor_count; i++) /* always added up in the same order */
    hit.words += scores[i];
  if (ranking->status || class_of_item(ranking, item) != top->wanted->class) return;
  if (top->wanted->half_life > 0) rank_learn_day(ranking, &hit);
  hit.score = hit.words * rank_recency(top->wanted, hit.day);
  push(top, &hit);
}

/* The first item at or after `item` that can become a hit by what the rarest required word has in it, or one
 * behind the window. */
static uint32_t promising_next(struct top *top, const struct window *window, size_t rarest, uint32_t item) {
  struct ranking *ranking = top->ranking;
  struct cursor *cursor = &ranking->cursors[rarest];
  double others = window->sum - window->bounds[rarest];
  for (;; item++) {
    item = allowed_next(ranking, item);
    if (item <= window->until) item = cursor_seek(ranking, cursor, item);
    if (item > window->until || !is_hopeless(top, others + cursor_score(ranking, cursor, item))) return item;
  }
}

static void best_of_every(struct top *top) {
  struct ranking *ranking = top->ranking;
  struct window window = {.until = 0};
  /* What is asked for literally has the rarest word. */
  bool has_rarest = top->wanted->class == RANK_LITERAL && ranking->required_count > 0;
  size_t rarest = has_rarest ? ranking->units[ranking->required[0]].first : 0;
  uint32_t item = 1;
  while (!ranking->status) {
    if (item > window.until) {
      open_window(ranking, item, &window);
      if (window.sum <= 0 && ranking->required_count > 0) break;
      if (is_hopeless(top, window.sum)) {
        if (window.until >= CURSOR_END - 1) break;
        item = window.until + 1;
        continue;
      }
    }
    if (has_rarest) item = promising_next(top, &window, rarest, item);
    if (item > window.until) continue; /* look at the bounds there first */
    uint32_t found = class_next(ranking, top->wanted->class, item);
    if (found == CURSOR_END) break;
    if (found > item) {
      item = found;
      continue;
    }
    score_item(top, &window, item++);
  }
}

/* Scores what could be a hit in a window: an item that only cursors have whose bounds together are hopeless
 * cannot. */
static void best_in_window(struct top *top, const struct window *window, uint32_t item) {
  struct ranking *ranking = top->ranking;
  size_t strong = ranking->cursor_count;
  double weak = 0; /* the bounds of the cursors behind the strong ones */
  while (item <= window->until && !ranking->status) {
    uint32_t first = CURSOR_END;
    for (; strong > 0 && is_hopeless(top, weak + window->bounds[window->order[strong - 1]]); strong--)
      weak += window->bounds[window->order[strong - 1]];
    for (size_t i = 0; i < strong; i++) {
      uint32_t found = cursor_seek(ranking, &ranking->cursors[window->order[i]], item);
      if (found < first) first = found;
    }
    if (first > window->until) return;
    score_item(top, window, first);
    item = first + 1;
  }
}

static void best_of_some(struct top *top) {
  struct ranking *ranking = top->ranking;
  struct window window = {.until = 0};
  uint32_t item = 1;
  while (item < CURSOR_END && !ranking->status) {
    open_window(ranking, item, &window);
    if (window.sum <= 0) break;
    if (!is_hopeless(top, window.sum)) best_in_window(top, &window, item);
    item = window.until + 1;
  }
}

/* What an item is ordered by instead of a score: a day, the higher the better. */
static double date_key(struct top *top, struct rank_hit *hit) {
  struct ranking *ranking = top->ranking;
  const index_facts *facts;
  search_sort sort = top->wanted->sort;
  if (sort != SEARCH_SEEN && sort != SEARCH_CHANGED) {
    rank_learn_day(ranking, hit);
    return sort == SEARCH_OLDEST ? -(double)(hit->day > 0 ? hit->day : INDEX_NO_DAY) : hit->day;
  }
  if (!ranking->status) ranking->status = index_facts_of(ranking->index, hit->item, &facts, ranking->err);
  if (ranking->status) return 0;
  return sort == SEARCH_SEEN ? facts->seen : facts->changed;
}

/* Nothing of a stretch of items has a higher key. */
static double span_bound(const index_span *span, search_sort sort) {
  if (sort == SEARCH_SEEN || sort == SEARCH_CHANGED) return UINT16_MAX;
  return sort == SEARCH_OLDEST ? -(double)span->oldest : span->newest;
}

/* By date, items with synonyms stand among those that have the words themselves. */
static void take_dated(struct top *top, uint32_t item) {
  struct ranking *ranking = top->ranking;
  enum rank_class class = class_of_item(ranking, item), wanted = top->wanted->class;
  struct rank_hit hit = {.item = item, .class = class};
  if (class != wanted && !(wanted == RANK_EVERY && class == RANK_LITERAL)) return;
  hit.score = date_key(top, &hit);
  push(top, &hit);
}

/* Few enough to look at each. */
static void best_among(struct top *top, bool by_date) {
  struct window window = {.sum = INFINITY};
  for (size_t i = 0; i < top->ranking->cursor_count; i++)
    window.order[i] = i;
  for (size_t i = 0; i < top->wanted->among_count && !top->ranking->status; i++) {
    if (by_date) {
      take_dated(top, top->wanted->among[i]);
    } else {
      score_item(top, &window, top->wanted->among[i]);
    }
  }
}

/* A stretch of items and the score that none of them exceeds. */
struct stretch {
  uint32_t first;
  double bound;
};

static int compare_stretches(const void *a, const void *b) {
  const struct stretch *left = a, *right = b;
  if (left->bound != right->bound) return left->bound > right->bound ? -1 : 1;
  return (left->first > right->first) - (left->first < right->first);
}

/* By date, stretches are gone through from the one with the best day on, until none that is left can have a
 * hit: where ids follow dates that is soon. */
static void best_by_date(struct top *top) {
  struct ranking *ranking = top->ranking;
  const index_span *spans = NULL;
  size_t count = 0;
  ranking->status = index_spans(ranking->index, &spans, &count, ranking->err);
  struct stretch *stretches = calloc(count + 1, sizeof *stretches);
  if (!stretches && !ranking->status) ranking->status = sse_fail_memory(ranking->err);
  for (size_t i = 0; i < count && !ranking->status; i++) {
    stretches[i] = (struct stretch){(uint32_t)(i * INDEX_BRIEFS), span_bound(&spans[i], top->wanted->sort)};
  }
  if (!ranking->status) qsort(stretches, count, sizeof *stretches, compare_stretches);
  for (size_t i = 0; i < count && !ranking->status; i++) {
    bool is_full = top->count == top->wanted->count && !top->wanted->exhaustive;
    if (is_full && stretches[i].bound < top->heap[0].score) break;
    uint32_t item = stretches[i].first > 0 ? stretches[i].first : 1, end = stretches[i].first + INDEX_BRIEFS;
    rewind_all(ranking);
    while (!ranking->status && (item = class_next(ranking, top->wanted->class, item)) < end)
      take_dated(top, item++);
  }
  free(stretches);
}

bool rank_is_by_date(const struct ranking *ranking, search_sort sort) {
  return sort != SEARCH_RELEVANCE || ranking->cursor_count == 0;
}

sse_status rank_best(struct ranking *ranking, const struct rank_wanted *wanted, struct rank_hit *hits,
                     size_t *found) {
  struct top top = {ranking, wanted, hits, 0};
  bool by_date = rank_is_by_date(ranking, wanted->sort);
  bool any_word_will_do = wanted->class == RANK_SOME || (ranking->required_count == 0 && !ranking->allowed);
  rewind_all(ranking);
  if (wanted->count > 0 && wanted->among) {
    best_among(&top, by_date);
  } else if (wanted->count > 0 && by_date) {
    best_by_date(&top);
  } else if (wanted->count > 0 && any_word_will_do) {
    best_of_some(&top);
  } else if (wanted->count > 0) {
    best_of_every(&top);
  }
  qsort_r(hits, top.count, sizeof *hits, rank_compare, ranking);
  for (size_t i = 0; i < top.count && by_date; i++)
    hits[i].score = 0;
  *found = top.count;
  return ranking->status;
}

sse_status rank_each(struct ranking *ranking, enum rank_class class, size_t most, rank_item_fn *on_item,
                     void *context, size_t *count) {
  rewind_all(ranking);
  *count = 0;
  if (ranking->cursor_count == 0 && !ranking->allowed) return ranking->status;
  for (uint32_t item = 1; *count < most && !ranking->status; item++) {
    item = class_next(ranking, class, item);
    if (item == CURSOR_END) break;
    ++*count;
    if (on_item && !ranking->status) ranking->status = on_item(context, item, ranking->err);
  }
  return ranking->status;
}
