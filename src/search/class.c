/* How well items match, and which items do: cursors move to the next item that has every required term group,
 * or anything, and only for those items the constraints are checked.
 * A term group matches literally, by a synonym, or by its parts. */
#include "search/class.h"

/* True if an item satisfies the constraints. */
static bool is_allowed(struct ranking *ranking, uint32_t item) {
  bool is = item != ranking->except;
  if (is && ranking->allowed && !ranking->status)
    ranking->status = constraint_has(ranking->allowed, item, &is, ranking->err);
  return is && !ranking->status;
}

/* The first item at or after `item` that satisfies them or, beyond a stretch, that may. */
static uint32_t allowed_next(struct ranking *ranking, uint32_t item) {
  if (ranking->allowed && !ranking->status)
    ranking->status = constraint_next(ranking->allowed, item, &item, ranking->err);
  return ranking->status ? CURSOR_END : item;
}

static bool has_word(struct ranking *ranking, size_t group, uint32_t item) {
  return cursor_seek(ranking, &ranking->cursors[ranking->groups[group].first], item) == item;
}

/* The first item at or after `item` that has a part of the term group. For a pair, a neighbouring pair that
 * shares its first or, if `second`, its second character will do. */
static uint32_t part_next(struct ranking *ranking, const struct query_group *group, size_t part, bool second,
                          uint32_t item) {
  const struct group_cursors *parts = &ranking->groups[group->first_part];
  size_t other;
  (void)query_part_counts(ranking->query, group, part, second, &other);
  uint32_t first = cursor_seek(ranking, &ranking->cursors[parts[part].first], item);
  if (other == part) return first;
  uint32_t found = cursor_seek(ranking, &ranking->cursors[parts[other].first], item);
  return found < first ? found : first;
}

/* True if an item must match the part by its first or second character. */
static bool part_counts(const struct ranking *ranking, const struct query_group *group, size_t part,
                        bool second) {
  size_t ignored;
  return query_part_counts(ranking->query, group, part, second, &ignored);
}

/* True if an item has all parts of the term group; for pairs, every character that counts must be in one. */
static bool has_parts(struct ranking *ranking, const struct query_group *group, uint32_t item) {
  for (size_t i = 0; i < group->part_count; i++)
    for (int second = 0; second < 2; second++)
      if (part_counts(ranking, group, i, second) && part_next(ranking, group, i, second, item) != item)
        return false;
  return group->part_count > 0;
}

enum { PAIRS_FEW = 3 }; /* so few pairs that one is enough */

/* True if an item has something of the query that counts: a word, or enough pairs. */
static bool has_some(struct ranking *ranking, uint32_t item) {
  size_t pairs = 0, found = 0;
  for (size_t g = 0; g < ranking->query->group_count; g++) {
    const struct group_cursors *group = &ranking->groups[g];
    struct cursor *cursors = &ranking->cursors[group->first];
    if (ranking->query->groups[g].is_pair) {
      pairs++;
      found += has_word(ranking, g, item);
      if (found >= ranking->pairs_enough) return true;
      continue;
    }
    for (size_t i = 0; i < group->word_count + group->has_synonyms; i++)
      if (cursor_seek(ranking, &cursors[i], item) == item) return true;
  }
  return found > 0 && pairs <= PAIRS_FEW;
}

/* How an item matches a term group; RANK_NONE if it has neither its words nor a replacement for them. */
static enum rank_class class_of_group(struct ranking *ranking, size_t which, uint32_t item) {
  const struct group_cursors *group = &ranking->groups[which];
  struct cursor *cursors = &ranking->cursors[group->first];
  bool literal = true;
  for (size_t i = 0; i < group->word_count && literal; i++)
    literal = cursor_seek(ranking, &cursors[i], item) == item;
  if (literal) return RANK_LITERAL;
  bool has_synonym = group->has_synonyms && cursor_seek(ranking, &cursors[group->word_count], item) == item;
  return has_synonym || has_parts(ranking, &ranking->query->groups[which], item) ? RANK_EVERY : RANK_NONE;
}

enum rank_class class_of_item(struct ranking *ranking, uint32_t item) {
  const struct query *query = ranking->query;
  enum rank_class class = RANK_LITERAL;
  if (!is_allowed(ranking, item)) return RANK_NONE;
  for (size_t g = 0; g < query->group_count; g++) {
    if (query->groups[g].is_optional || (class == RANK_SOME && !query->groups[g].is_must)) continue;
    enum rank_class of_group = class_of_group(ranking, g, item);
    if (of_group == RANK_NONE && query->groups[g].is_must) return RANK_NONE;
    if (of_group == RANK_NONE) of_group = RANK_SOME;
    if (of_group > class) class = of_group;
  }
  return class == RANK_SOME && query->has_pairs && !has_some(ranking, item) ? RANK_NONE : class;
}

/* The first item at or after `item` that has all parts of the term group. The first and the last part that
 * count are used to move forward. */
static uint32_t parts_next(struct ranking *ranking, const struct query_group *group, uint32_t item) {
  size_t first = 0, last = group->part_count;
  while (first < last && !part_counts(ranking, group, first, false) &&
         !part_counts(ranking, group, first, true))
    first++;
  while (last > first && !part_counts(ranking, group, last - 1, false) &&
         !part_counts(ranking, group, last - 1, true))
    last--;
  if (first == last) return CURSOR_END;
  bool by_second = !part_counts(ranking, group, first, false),
       last_by_second = part_counts(ranking, group, last - 1, true);
  while ((item = part_next(ranking, group, first, by_second, item)) != CURSOR_END) {
    uint32_t found = part_next(ranking, group, last - 1, last_by_second, item);
    if (found == item && has_parts(ranking, group, item)) return item;
    item = found > item ? found : item + 1;
  }
  return CURSOR_END;
}

/* The first item at or after `item` that has all words of the term group or, unless `literal`, a synonym or
 * all parts. */
static uint32_t group_next(struct ranking *ranking, size_t which, bool literal, uint32_t item) {
  const struct group_cursors *group = &ranking->groups[which];
  struct cursor *cursors = &ranking->cursors[group->first];
  uint32_t other = literal ? CURSOR_END : parts_next(ranking, &ranking->query->groups[which], item);
  if (group->has_synonyms && !literal) {
    uint32_t synonym = cursor_seek(ranking, &cursors[group->word_count], item);
    if (synonym < other) other = synonym;
  }
  uint32_t all = item;
  for (size_t i = 0; i < group->word_count && all < other;) {
    uint32_t found = cursor_seek(ranking, &cursors[i], all);
    i = found == all ? i + 1 : i == 0 ? 1 : 0;
    all = found;
  }
  return all < other ? all : other;
}

/* The first item at or after `item` that has any word of the query. */
static uint32_t some_next(struct ranking *ranking, uint32_t item) {
  uint32_t first = CURSOR_END;
  for (size_t i = 0; i < ranking->cursor_count; i++) {
    uint32_t found = cursor_seek(ranking, &ranking->cursors[i], item);
    if (found < first) first = found;
  }
  return first;
}

/* The first item at or after `item` that has every required term group. If none is required, every item is
 * one that the constraints may allow; without constraints, it must have a word. */
static uint32_t every_next(struct ranking *ranking, bool literal, uint32_t item) {
  if (ranking->required_count == 0) return ranking->allowed ? item : some_next(ranking, item);
  for (size_t g = 0; g < ranking->required_count && item != CURSOR_END;) {
    uint32_t found = group_next(ranking, ranking->required[g], literal, item);
    g = found == item ? g + 1 : g == 0 ? 1 : 0;
    item = found;
  }
  return item;
}

uint32_t class_next(struct ranking *ranking, enum rank_class class, uint32_t item) {
  bool any_word_will_do = class == RANK_SOME && ranking->cursor_count > 0;
  bool is_some = class == RANK_SOME && (ranking->query->has_pairs || ranking->query->has_musts);
  while (item != CURSOR_END && !ranking->status) {
    uint32_t found =
        any_word_will_do ? some_next(ranking, item) : every_next(ranking, class == RANK_LITERAL, item);
    if (found == CURSOR_END) break;
    item = allowed_next(ranking, found);
    if (item != found) continue;
    bool fits = item != ranking->except && !ranking->status;
    if (fits && (!is_some || class_of_item(ranking, item) != RANK_NONE)) return item;
    item++;
  }
  return CURSOR_END;
}
