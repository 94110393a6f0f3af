/* The words that are operators, and the number that one of them may have.
 * In small letters they are words: people who type and or or mean the word.
 * A number that is too large becomes the maximum. */
#include "query/operators.h"
#include "query/syntax.h"

#include <string.h>

bool operators_read_distance(sse_str text, size_t *distance) {
  *distance = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!sse_is_digit(text.data[i])) return false;
    *distance = *distance * 10 + (size_t)(text.data[i] - '0');
    if (*distance > SYNTAX_DISTANCE_MOST) *distance = SYNTAX_DISTANCE_MOST;
  }
  return text.length > 0;
}

bool operators_is_near(sse_str word, size_t *distance) {
  enum { USUAL = 10, NAME = 4 };
  *distance = USUAL;
  if (word.length < NAME || memcmp(word.data, "NEAR", NAME) != 0) return false;
  return word.length == NAME ||
         (word.data[NAME] == '/' &&
          operators_read_distance(sse_str_part(word, NAME + 1, word.length), distance));
}

bool operators_has(sse_str word) {
  static const char *const operators[] = {"AND", "&&", "OR", "NOT"};
  size_t distance;
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (sse_str_equal(word, sse_str_of(operators[i]))) return true;
  return operators_is_near(word, &distance);
}
