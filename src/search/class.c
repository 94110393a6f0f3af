/* How well items match, and which ones do: cursors are led to the next item that has every required unit, or
 * anything, and the constraints are asked about those alone.
 * A unit counts as literal, by a synonym, or by its parts. */
#include "search/class.h"

/* True where an item satisfies the constraints. */
static bool is_allowed(struct ranking *ranking, uint32_t item) {
  bool is = item != ranking->except;
  if (is && ranking->allowed && !ranking->status)
    ranking->status = constraint_has(ranking->allowed, item, &is, ranking->err);
  return is && !ranking->status;
}

/* The first item at or after `item` that does or, past a stretch, may do. */
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

enum rank_class class_of_item(struct ranking *ranking, uint32_t item) {
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
