/* The best items of a query, searched in windows in which no cursor's bound changes. A window whose bounds
 * together cannot reach the hits so far is skipped (Ding and Suel 2011), and so are items in it that only
 * cursors with small bounds have (MaxScore: Turtle and Flood, Query Evaluation: Strategies and Optimizations,
 * 1995). */
#include "search/cursors.h"
#include "search/prefix.h"
#include "search/top.h"

#include <math.h>
#include <string.h>

enum { CURSORS_MOST = 2 * QUERY_WORDS_MOST };

/* The bounds of all cursors in a stretch of items. */
struct window {
  double bounds[CURSORS_MOST], sum;
  double shared;  /* the sum, if words and synonyms of a term group share a score (cursor_share) */
  double recency; /* an upper bound for the factor of its items */
  size_t order[CURSORS_MOST]; /* cursors, the largest bound first */
  uint32_t until;
};

/* Bounds recency by the latest day of consecutive items. */
static void bound_recency(struct top *top, uint32_t item, struct window *window) {
  struct ranking *ranking = top->ranking;
  const index_span *spans = NULL;
  size_t count = 0, span = item / INDEX_DAYS;
  window->recency = 1;
  if (top->wanted->half_life <= 0) return;
  if (!ranking->status) ranking->status = index_spans(ranking->index, &spans, &count, ranking->err);
  if (ranking->status || span >= count) return;
  uint32_t last = (uint32_t)((span + 1) * INDEX_DAYS - 1);
  window->recency = rank_recency(top->wanted, spans[span].newest);
  if (last < window->until) window->until = last;
}

static void open_window(struct top *top, uint32_t item, struct window *window) {
  struct ranking *ranking = top->ranking;
  window->until = top->last;
  window->sum = 0;
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    double bound = cursor_bound(ranking, &ranking->cursors[i], item, &window->until);
    size_t at = i;
    window->sum += window->bounds[i] = bound;
    for (; at > 0 && window->bounds[window->order[at - 1]] < bound; at--)
      window->order[at] = window->order[at - 1];
    window->order[at] = i;
  }
  double shared[CURSORS_MOST]; /* not cleared: it is large, and made for each window */
  memcpy(shared, window->bounds, ranking->cursor_count * sizeof *shared);
  cursor_share(ranking, shared); /* NOLINT: reads only those */
  window->shared = 0;
  for (size_t i = 0; i < ranking->cursor_count; i++)
    window->shared += shared[i];
  bound_recency(top, item, window);
}

/* Scores an item, and gives up as soon as the remaining bounds cannot make it a hit. Returns false if the
 * item is not of the class. */
static bool score_item(struct top *top, const struct window *window, uint32_t item) {
  struct ranking *ranking = top->ranking;
  double scores[CURSORS_MOST], reachable = window->sum;
  struct rank_hit hit = {.item = item, .class = top->wanted->class};
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    size_t which = window->order[i];
    scores[which] = cursor_score(ranking, &ranking->cursors[which], item);
    reachable += scores[which] - window->bounds[which];
    if (top_is_hopeless(top, reachable, window->recency)) return true;
  }
  cursor_share(ranking, scores); /* NOLINT: all are set, since `order` contains every cursor */
  for (size_t i = 0; i < ranking->cursor_count; i++) /* always added in the same order */
    hit.words += scores[i];
  if (ranking->status || class_of_item(ranking, item) != top->wanted->class) return false;
  if (top->wanted->half_life > 0) rank_learn_day(ranking, &hit);
  hit.score = hit.words * rank_recency(top->wanted, hit.day);
  top_push(top, &hit);
  return true;
}

/* True if an item whose words score at most `bound` can become a hit; its day is read if that matters. */
static bool is_promising(const struct top *top, const struct window *window, uint32_t item, double bound) {
  struct rank_hit hit = {.item = item};
  if (top_is_hopeless(top, bound, window->recency)) return false;
  if (top->wanted->half_life <= 0) return true;
  rank_learn_day(top->ranking, &hit);
  return !top_is_hopeless(top, bound, rank_recency(top->wanted, hit.day));
}

/* The lead is the rarest required word (the first one of its term group). This bounds the score of an item in
 * a window by what the lead has in it. */
struct lead {
  struct cursor *cursor;
  double others, words, synonyms; /* bounds: of other term groups, and of the rest of its own */
};

static struct lead lead_of(const struct ranking *ranking, const struct window *window) {
  const struct group_cursors *group = &ranking->groups[ranking->required[0]];
  struct lead lead = {.cursor = &ranking->cursors[group->first]};
  if (group->has_synonyms) lead.synonyms = window->bounds[group->first + group->word_count];
  for (size_t i = 1; i < group->word_count; i++)
    lead.words += window->bounds[group->first + i];
  lead.others = window->shared - cursor_together(lead.words + window->bounds[group->first], lead.synonyms);
  return lead;
}

static double lead_bound(const struct lead *lead, double score) {
  return lead->others + cursor_together(lead->words + score, lead->synonyms);
}

/* The lowest impact with which an item is not hopeless; above all impacts if all are. */
static unsigned least_impact(const struct top *top, const struct window *window, const struct lead *lead) {
  unsigned low = 0, high = UINT8_MAX + 1;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    double score = cursor_impact_score(top->ranking, lead->cursor, (uint8_t)middle);
    if (top_is_hopeless(top, lead_bound(lead, score), window->recency)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* The first item at or after `item` that can become a hit, by what the lead has in it, or an item after the
 * window. */
static uint32_t promising_next(struct top *top, const struct window *window, uint32_t item) {
  struct ranking *ranking = top->ranking;
  const struct lead lead = lead_of(ranking, window);
  const bool has_impacts = cursor_has_impacts(lead.cursor);
  const unsigned least = has_impacts ? least_impact(top, window, &lead) : 0;
  for (;; item++) {
    item = has_impacts ? cursor_seek_impact(ranking, lead.cursor, item, window->until, least)
                       : cursor_seek(ranking, lead.cursor, item);
    if (item > window->until) return item;
    double score = cursor_score(ranking, lead.cursor, item);
    if (is_promising(top, window, item, lead_bound(&lead, score))) return item;
  }
}

/* Scores the items of a window that could be hits. An item cannot be one if the bounds of all cursors that
 * have it are hopeless together. */
static void best_in_window(struct top *top, const struct window *window, uint32_t item) {
  struct ranking *ranking = top->ranking;
  size_t strong = ranking->cursor_count;
  double weak = 0; /* the sum of the bounds of the cursors after the strong ones */
  while (item <= window->until && !ranking->status) {
    uint32_t first = CURSOR_END;
    for (; strong > 0 &&
           top_is_hopeless(top, weak + window->bounds[window->order[strong - 1]], window->recency);
         strong--)
      weak += window->bounds[window->order[strong - 1]];
    for (size_t i = 0; i < strong; i++) {
      uint32_t found = cursor_seek(ranking, &ranking->cursors[window->order[i]], item);
      if (found < first) first = found;
    }
    if (first > window->until) return;
    (void)score_item(top, window, first);
    item = first + 1;
  }
}

/* True if an item without a word of the query can no longer become a hit. */
static bool is_closed(const struct top *top) {
  return !top->wanted->exhaustive && top_least(top) > 0;
}

static void best_of_every(struct top *top) {
  enum { MISSES_MOST = 16 }; /* before the next item of the class is sought */
  struct ranking *ranking = top->ranking;
  struct window window = {.until = 0};
  /* Items that match literally have the rarest word. */
  bool has_rarest = top->wanted->class == RANK_LITERAL && ranking->required_count > 0;
  uint32_t item = top->first;
  size_t misses = 0; /* consecutive promising items that were not of the class */
  while (item <= top->last && !ranking->status) {
    if (item > window.until) {
      open_window(top, item, &window);
      if (window.sum <= 0 && ranking->required_count > 0) break;
      if (top_is_hopeless(top, window.shared, window.recency)) {
        item = window.until + 1;
        continue;
      }
    }
    if (!has_rarest && is_closed(top)) {
      best_in_window(top, &window, item);
      item = window.until + 1;
      continue;
    }
    if (has_rarest) item = promising_next(top, &window, item);
    if (item > window.until) continue; /* check the bounds there first */
    if (is_closed(top) && misses < MISSES_MOST) {
      misses = score_item(top, &window, item++) ? 0 : misses + 1;
      continue;
    }
    misses = 0;
    uint32_t found = class_next(ranking, top->wanted->class, item);
    if (found > item) {
      item = found; /* past the last item if there is none */
      continue;
    }
    (void)score_item(top, &window, item++);
  }
}

static void best_of_some(struct top *top) {
  struct ranking *ranking = top->ranking;
  struct window window = {.until = 0};
  uint32_t item = top->first;
  while (item <= top->last && !ranking->status) {
    open_window(top, item, &window);
    if (window.sum <= 0) break;
    if (!top_is_hopeless(top, window.shared, window.recency)) best_in_window(top, &window, item);
    item = window.until + 1;
  }
}

/* Scores each of a few candidates. */
static void best_among(struct top *top, bool by_date) {
  struct window window = {.sum = INFINITY, .recency = 1};
  for (size_t i = 0; i < top->ranking->cursor_count; i++)
    window.order[i] = i;
  for (size_t i = 0; i < top->wanted->among_count && !top->ranking->status; i++) {
    if (by_date) {
      top_take_dated(top, top->wanted->among[i]);
    } else {
      (void)score_item(top, &window, top->wanted->among[i]);
    }
  }
}

void top_find(struct top *top) {
  struct ranking *ranking = top->ranking;
  const struct rank_wanted *wanted = top->wanted;
  bool by_date = rank_is_by_date(ranking, wanted->sort);
  bool any_word_will_do = wanted->class == RANK_SOME || (ranking->required_count == 0 && !ranking->allowed);
  if (by_date || wanted->among || wanted->exhaustive) prefix_read_rest(ranking);
  cursors_rewind(ranking);
  if (wanted->among) {
    best_among(top, by_date);
  } else if (by_date) {
    top_by_date(top);
  } else if (any_word_will_do) {
    best_of_some(top);
  } else {
    best_of_every(top);
  }
}
