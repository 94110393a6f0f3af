/* A naive matcher that goes through the tree of a query and all words of an item. A search, which uses
 * postings, sets and spans, must find the same. Words are ASCII except for é, and have no other variants. */
#ifndef SSE_TESTS_SEARCH_NAIVE_H
#define SSE_TESTS_SEARCH_NAIVE_H

#include "testing.h"

#include "query/syntax.h"

enum { NAIVE_COLUMNS = 4, NAIVE_WORDS_MOST = 24, NAIVE_SPANS_MOST = 4096 };

struct naive_item {
  const char *source, *lang, *site;                   /* NULL for none */
  const char *words[NAIVE_COLUMNS][NAIVE_WORDS_MOST]; /* of title, body, tags, author */
  int counts[NAIVE_COLUMNS];
  int year; /* 0 for none */
};

struct naive_span {
  int column, first, last;
};

struct naive_spans {
  struct naive_span spans[NAIVE_SPANS_MOST];
  int count;
};

/* Writes a word without its accents. */
static void naive_fold(sse_str word, char out[64]) {
  size_t length = 0;
  for (size_t i = 0; i < word.length; i++) {
    bool is_accented = i + 1 < word.length && memcmp(word.data + i, "é", 2) == 0;
    memcpy(out + length++, is_accented ? "e" : word.data + i, 1);
    i += is_accented;
  }
  out[length] = '\0';
}

static bool naive_fits(const char *pattern, const char *text) {
  if (*pattern == '*') return naive_fits(pattern + 1, text) || (*text && naive_fits(pattern, text + 1));
  return *pattern == *text && (!*text || naive_fits(pattern + 1, text + 1));
}

/* Returns true if a word of an item is what is asked for. */
static bool naive_is_word(const char *word, sse_str asked, bool is_exact) {
  char folded[64], pattern[64];
  if (is_exact) return sse_str_equal(sse_str_of(word), asked);
  naive_fold(sse_str_of(word), folded);
  naive_fold(asked, pattern);
  return naive_fits(pattern, folded);
}

static void naive_add(struct naive_spans *spans, struct naive_span span) {
  for (int i = 0; i < spans->count; i++)
    if (memcmp(&spans->spans[i], &span, sizeof span) == 0) return;
  assert_true(spans->count < NAIVE_SPANS_MOST);
  spans->spans[spans->count++] = span;
}

/* Splits a text at spaces; returns the number of words. */
static int naive_split(sse_str text, sse_str words[8]) {
  int count = 0;
  for (size_t at = 0; count < 8 && sse_str_next(text, ' ', &at, &words[count]);)
    count++;
  return count;
}

static bool naive_is_column(int column, syntax_field field) {
  return field == SYNTAX_ANYWHERE || (field == SYNTAX_TITLE && column == 0) ||
         (field == SYNTAX_TAG && column == 2) || (field == SYNTAX_AUTHOR && column == 3);
}

/* Adds the windows that hold the words, of which `chosen` already have their places. */
static void naive_windows(const struct naive_item *item, int column, const sse_str *words, int count,
                          int distance, int taken[8], int chosen, struct naive_spans *spans) {
  if (chosen == count || chosen == 8) {
    int first = taken[0], last = taken[0];
    for (int i = 1; i < count && i < 8; i++) {
      first = taken[i] < first ? taken[i] : first;
      last = taken[i] > last ? taken[i] : last;
    }
    if (last - first + 1 - count <= distance) naive_add(spans, (struct naive_span){column, first, last});
    return;
  }
  for (int at = 0; at < item->counts[column]; at++) {
    bool is_free = naive_is_word(item->words[column][at], words[chosen], false);
    for (int i = 0; i < chosen; i++)
      is_free = is_free && taken[i] != at;
    taken[chosen] = at;
    if (is_free) naive_windows(item, column, words, count, distance, taken, chosen + 1, spans);
  }
}

/* Adds the spans of consecutive words. */
static void naive_phrase(const struct naive_item *item, int column, const sse_str *words, int count,
                         bool is_exact, struct naive_spans *spans) {
  for (int at = 0; at + count <= item->counts[column]; at++) {
    bool is_there = true;
    for (int i = 0; i < count && is_there; i++)
      is_there = naive_is_word(item->words[column][at + i], words[i], is_exact);
    if (is_there) naive_add(spans, (struct naive_span){column, at, at + count - 1});
  }
}

static void naive_places(const syntax *tree, size_t place, const struct naive_item *item,
                         struct naive_spans *spans) {
  const syntax_node *node = &tree->nodes[place];
  sse_str words[8];
  if (node->kind == SYNTAX_OR) {
    for (size_t child = node->child; child; child = tree->nodes[child].next)
      naive_places(tree, child, item, spans);
    return;
  }
  int count = naive_split(syntax_text(tree, node), words);
  for (int column = 0; column < NAIVE_COLUMNS; column++) {
    if (!naive_is_column(column, node->field)) continue;
    if (node->distance > 0) {
      int taken[8] = {0};
      naive_windows(item, column, words, count, (int)node->distance, taken, 0, spans);
    } else {
      naive_phrase(item, column, words, count, node->kind == SYNTAX_EXACT, spans);
    }
  }
}

static bool naive_has_places(const syntax *tree, size_t place) {
  const syntax_node *node = &tree->nodes[place];
  if (node->kind != SYNTAX_OR) return syntax_is_leaf(node) && !syntax_is_filter(node);
  for (size_t child = node->child; child; child = tree->nodes[child].next)
    if (!naive_has_places(tree, child)) return false;
  return true;
}

static bool naive_matches(const syntax *tree, size_t place, const struct naive_item *item);

static bool naive_near(const syntax *tree, size_t first, size_t second, size_t distance,
                       const struct naive_item *item);

/* NEAR for a node without positions: if it is a group, its children are combined by its operator; any other
 * node need only match. */
static bool naive_group_near(const syntax *tree, size_t first, size_t second, size_t distance,
                             const struct naive_item *item) {
  const syntax_node *node = &tree->nodes[first];
  bool any = false, all = true;
  for (size_t child = node->child; child; child = tree->nodes[child].next) {
    bool is_near = naive_near(tree, child, second, distance, item);
    any = any || is_near;
    all = all && is_near;
  }
  if (node->kind == SYNTAX_AND) return all;
  if (node->kind == SYNTAX_OR) return any;
  if (node->kind == SYNTAX_NOT) return naive_matches(tree, second, item) && !any;
  if (node->kind == SYNTAX_NEAR) return naive_matches(tree, first, item) && any;
  return naive_matches(tree, first, item) && naive_matches(tree, second, item);
}

static bool naive_are_near(const struct naive_span *a, const struct naive_span *b, int distance) {
  int between = a->first > b->last ? a->first - b->last - 1 : b->first - a->last - 1;
  bool is_apart = a->first > b->last || b->first > a->last;
  return a->column == b->column && is_apart && between <= distance;
}

static bool naive_near(const syntax *tree, size_t first, size_t second, size_t distance,
                       const struct naive_item *item) {
  if (!naive_has_places(tree, first)) return naive_group_near(tree, first, second, distance, item);
  if (!naive_has_places(tree, second)) return naive_group_near(tree, second, first, distance, item);
  static struct naive_spans ours, theirs;
  ours.count = theirs.count = 0;
  naive_places(tree, first, item, &ours);
  naive_places(tree, second, item, &theirs);
  for (int i = 0; i < ours.count; i++) {
    for (int k = 0; k < theirs.count; k++)
      if (naive_are_near(&ours.spans[i], &theirs.spans[k], (int)distance)) return true;
  }
  return false;
}

/* Matches a whole tag, which is one word here. */
static bool naive_has_tag(const struct naive_item *item, sse_str value) {
  bool has = false;
  for (int i = 0; i < item->counts[2]; i++)
    has = has || naive_is_word(item->words[2][i], value, false);
  return has;
}

static bool naive_filter(sse_str value, const syntax_node *node, const struct naive_item *item) {
  char year[16];
  (void)snprintf(year, sizeof year, "%d", item->year);
  switch (node->field) {
  case SYNTAX_SOURCE:
    return item->source && sse_str_is(value, item->source);
  case SYNTAX_LANG:
    return item->lang && sse_str_equal(sse_str_of(item->lang), value);
  case SYNTAX_SITE:
    return item->site && strlen(item->site) >= value.length &&
           memcmp(item->site + strlen(item->site) - value.length, value.data, value.length) == 0;
  case SYNTAX_TAG:
    return naive_has_tag(item, value);
  case SYNTAX_HAS:
    return sse_str_is(value, "date") ? item->year > 0 : item->site != NULL;
  default:
    return item->year > 0 && strncmp(year, value.data, 4) == 0;
  }
}

/* Returns true if an item matches a tree, all of whose plain words are required. */
static bool naive_matches(const syntax *tree, size_t place, const struct naive_item *item) {
  const syntax_node *node = &tree->nodes[place];
  bool any = false, all = true;
  if (syntax_is_leaf(node)) {
    static struct naive_spans spans;
    spans.count = 0;
    if (syntax_is_filter(node)) return naive_filter(syntax_text(tree, node), node, item);
    naive_places(tree, place, item, &spans);
    return spans.count > 0;
  }
  for (size_t child = node->child; child; child = tree->nodes[child].next) {
    size_t next = tree->nodes[child].next;
    if (node->kind == SYNTAX_NEAR && !next) break;
    bool matches = node->kind == SYNTAX_NEAR ? naive_near(tree, child, next, node->distance, item)
                                             : naive_matches(tree, child, item);
    any = any || matches;
    all = all && matches;
  }
  return node->kind == SYNTAX_OR ? any : node->kind == SYNTAX_NOT ? !any : all;
}

#endif
