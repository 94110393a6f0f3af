/* Splits words that a language writes as one into words that are known: Genossenschaftsbank is Genossenschaft
 * and Bank. An s, en or the like may link them. Many words begin or end with a short word by chance, so that
 * no part has fewer than four letters. */
#include "text/analyse.h"

#include <string.h>

enum { PART_SHORTEST = 4 };

/* The letters that link the parts of compounds in German, Dutch, Danish, Norwegian, Swedish and Finnish. */
static const char *const links[] = {"", "s", "n", "e", "es", "en", "er", "ens"};

/* Suffixes that are also words by themselves: a word that ends in one does not have it as its last part. */
static const char *const suffixes[] = {"schaft", "schaften", "ende",  "enden",    "ender",
                                       "haft",   "heit",     "skap",  "skapet",   "skaper",
                                       "skab",   "skabet",   "schap", "schappen", "schappij"};

/* A word that is being split. */
struct splitting {
  text_analyser *analyser;
  text_language language;
  void *context;
  text_known_fn *is_known;
  sse_str *parts;
  size_t count;
};

sse_str text_stem(text_analyser *analyser, text_language language, sse_str word) {
  return stem_of(analyser->stems, language, word, word.length, word);
}

bool text_has_compounds(text_language language) {
  static const char tags[][3] = {"da", "de", "fi", "hu", "nl", "no", "sv"};
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (strcmp(tags[i], text_language_tag(language)) == 0) return true;
  return false;
}

bool text_may_be_part(text_language language, sse_str word) {
  if (word.length < PART_SHORTEST || text_length(word) < PART_SHORTEST) return false;
  return !(text_stop_word_languages(word) >> language & 1);
}

static bool is_suffix(sse_str word) {
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    if (sse_str_equal(word, sse_str_of(suffixes[i]))) return true;
  return false;
}

static sse_status ask_part(const struct splitting *splitting, sse_str word, bool *is_part, sse_error *err) {
  *is_part = false;
  sse_status status = splitting->is_known(splitting->context, word, is_part, err);
  if (*is_part && !text_may_be_part(splitting->language, word)) *is_part = false;
  return status;
}

/* The same for a last part, which may be a form of a word that is its stem: Genossenschaftsbanken. */
static sse_status ask_last_part(const struct splitting *splitting, sse_str word, bool *is_part,
                                sse_error *err) {
  char copy[TEXT_TERM_SIZE]; /* because is_known may ask for stems, too */
  sse_status status = ask_part(splitting, word, is_part, err);
  if (status || *is_part) return status;
  sse_str stem = text_stem(splitting->analyser, splitting->language, word);
  if (stem.length <= TEXT_STEM_HEAD || stem.length > sizeof copy) return SSE_OK;
  memcpy(copy, stem.data, stem.length);
  return ask_part(splitting, (sse_str){copy + TEXT_STEM_HEAD, stem.length - TEXT_STEM_HEAD}, is_part, err);
}

/* The same for a first part, which may have lost an e, as in Schulbank. */
static sse_status ask_first_part(const struct splitting *splitting, sse_str word, bool *is_part,
                                 sse_error *err) {
  char longer[TEXT_TERM_SIZE];
  sse_status status = ask_part(splitting, word, is_part, err);
  if (status || *is_part || word.length >= sizeof longer) return status;
  memcpy(longer, word.data, word.length);
  longer[word.length] = 'e';
  return ask_part(splitting, (sse_str){longer, word.length + 1}, is_part, err);
}

/* The same for a first part that is known only by other forms of the word. */
static sse_status ask_first_stem(const struct splitting *splitting, sse_str word, bool *is_part,
                                 sse_error *err) {
  enum { LONG = 6 }; /* letters of a stem that is unlikely to match by chance */
  char copy[TEXT_TERM_SIZE];
  *is_part = false;
  if (text_length(word) < LONG || !text_may_be_part(splitting->language, word)) return SSE_OK;
  sse_str stem = text_stem(splitting->analyser, splitting->language, word);
  if (stem.length == 0 || stem.length > sizeof copy) return SSE_OK;
  memcpy(copy, stem.data, stem.length);
  return splitting->is_known(splitting->context, (sse_str){copy, stem.length}, is_part, err);
}

/* The length of the part at the beginning of a word that is followed by a possible link; 0 if there is
 * none. */
static sse_status find_first_part(const struct splitting *splitting, sse_str word, size_t *length,
                                  sse_error *err) {
  enum { LINKS = sizeof links / sizeof *links };
  sse_status status = SSE_OK;
  bool is_part = false;
  *length = 0;
  for (size_t i = 0; i < (size_t)2 * LINKS && !is_part && !status; i++) {
    size_t link = strlen(links[i % LINKS]);
    if (word.length < link + PART_SHORTEST ||
        memcmp(word.data + word.length - link, links[i % LINKS], link) != 0)
      continue;
    sse_str part = sse_str_part(word, 0, word.length - link);
    status = i < LINKS ? ask_first_part(splitting, part, &is_part, err)
                       : ask_first_stem(splitting, part, &is_part, err);
    if (is_part) *length = part.length;
  }
  return status;
}

/* Splits `word` into at most `room` parts, trying the longest last part first. */
static sse_status split(struct splitting *splitting, sse_str word, size_t room, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t at = PART_SHORTEST; at + PART_SHORTEST <= word.length && room > 1 && !status; at++) {
    sse_str first = sse_str_part(word, 0, at), last = sse_str_part(word, at, word.length);
    size_t length = 0;
    bool is_last = false;
    if (((unsigned char)last.data[0] & 0xC0) == 0x80) continue;
    status = ask_last_part(splitting, last, &is_last, err);
    if (status || !is_last || is_suffix(last)) continue;
    status = find_first_part(splitting, first, &length, err);
    if (length > 0) {
      splitting->parts[splitting->count++] = sse_str_part(first, 0, length);
    } else if (!status) {
      status = split(splitting, first, room - 1, err);
    }
    if (splitting->count == 0) continue;
    splitting->parts[splitting->count++] = last;
    return status;
  }
  return status;
}

sse_status text_compound_parts(text_analyser *analyser, text_language language, sse_str word, void *context,
                               text_known_fn *is_known, sse_str parts[TEXT_COMPOUND_PARTS_MOST],
                               size_t *count, sse_error *err) {
  struct splitting splitting = {analyser, language, context, is_known, parts, 0};
  sse_status status = SSE_OK;
  if (word.length >= TEXT_COMPOUND_SHORTEST && text_has_compounds(language))
    status = split(&splitting, word, TEXT_COMPOUND_PARTS_MOST, err);
  *count = status ? 0 : splitting.count;
  return status;
}
