/* Stems through libstemmer, with a cache from language and word to stem, because most words of a text have
 * occurred before. A stemmer is created when its language first occurs. The stem is made from the word with
 * its accents and folded afterwards, so that it is as easy to find. */
#include "text/stem.h"
#include "text/exceptions.h"
#include "text/language.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum {
  ENTRIES = 65536,  /* a power of two; 4 MiB, of which only the pages in use take memory */
  KEY_LONGEST = 40, /* bytes of a word that is cached, a multiple of eight */
  STEM_LONGEST = 21,
  WAYS = 4,
  LINE = 64 /* bytes of a cache line; an entry fills one */
};

struct entry {
  uint64_t key[KEY_LONGEST / 8]; /* the word, padded with zeros */
  unsigned char language, key_length, stem_length;
  char stem[STEM_LONGEST];
};

struct stem_cache {
  struct sb_stemmer *stemmers[LANGUAGE_COUNT];
  bool missing[LANGUAGE_COUNT]; /* libstemmer has no stemmer of that name */
  char stem[TEXT_TERM_SIZE + TEXT_STEM_HEAD];
  const grammar_words *grammar;
  exceptions *exceptions;
  void *memory;
  struct entry *entries; /* in `memory`, aligned to a cache line */
  size_t turn;
  bool remembers;
  bool failed; /* memory ran out for a stem */
};

bool text_is_stem(sse_str term) {
  return term.length > TEXT_STEM_HEAD && term.data[0] == TEXT_STEM_MARK && term.data[1] > '@' &&
         term.data[1] < (char)('@' + LANGUAGE_COUNT);
}

text_language text_stem_language(sse_str term) {
  return text_is_stem(term) ? (text_language)(term.data[1] - '@') : TEXT_NO_LANGUAGE;
}

sse_status stem_cache_new(const grammar_words *grammar, stem_cache **cache, sse_error *err) {
  *cache = calloc(1, sizeof **cache);
  if (!*cache) return sse_fail_memory(err);
  (*cache)->memory = calloc(ENTRIES + 1, sizeof(struct entry)); /* aligned_alloc does not clear */
  sse_status status = (*cache)->memory ? exceptions_new(&(*cache)->exceptions, err) : sse_fail_memory(err);
  if (status) {
    stem_cache_free(*cache);
    *cache = NULL;
    return status;
  }
  (*cache)->entries =
      (struct entry *)((char *)(*cache)->memory + (LINE - (uintptr_t)(*cache)->memory % LINE) % LINE);
  (*cache)->grammar = grammar;
  (*cache)->remembers = true;
  return SSE_OK;
}

void stem_cache_free(stem_cache *cache) {
  if (!cache) return;
  for (size_t i = 0; i < LANGUAGE_COUNT; i++)
    sb_stemmer_delete(cache->stemmers[i]);
  exceptions_free(cache->exceptions);
  free(cache->memory);
  free(cache);
}

_Static_assert(sizeof(struct entry) == LINE, "an entry fills a cache line");

static struct sb_stemmer *stemmer(stem_cache *cache, text_language language) {
  if (!cache->stemmers[language] && !cache->missing[language]) {
    cache->stemmers[language] = sb_stemmer_new(text_language_tag(language), "UTF_8");
    /* It does not distinguish an unknown name from a lack of memory, which is mostly temporary: try again. */
    if (!cache->stemmers[language])
      cache->stemmers[language] = sb_stemmer_new(text_language_tag(language), "UTF_8");
    cache->missing[language] = !cache->stemmers[language];
  }
  return cache->stemmers[language];
}

/* Removes the article, alone or after a preposition or conjunction, from an Arabic word if two letters
 * remain: Snowball takes التعاون, with its article, for a plural. The list is that of light10 (Larkey,
 * Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007). */
static sse_str without_article(sse_str lower) {
  static const char prefixes[][8] = {"وال", "بال", "كال", "فال", "ال", "لل"};
  const size_t two_letters = 4; /* bytes */
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    size_t length = strlen(prefixes[i]);
    if (lower.length >= length + two_letters && memcmp(lower.data, prefixes[i], length) == 0)
      return sse_str_part(lower, length, lower.length);
  }
  return lower;
}

/* Removes the suffix that Turkish puts after a name and an apostrophe (Türk Dil Kurumu, Yazım Kılavuzu: Kesme
 * İşareti): Snowball needs a vowel before it, which TKB'nin does not have. */
static sse_str without_suffix(sse_str source) {
  for (size_t i = 2; i < source.length; i++) {
    sse_str rest = sse_str_part(source, i, source.length);
    if (rest.data[0] == '\'' || (rest.length >= 3 && memcmp(rest.data, "\xE2\x80\x99", 3) == 0))
      return sse_str_part(source, 0, i);
  }
  return source;
}

/* Replaces the ending of a regular Portuguese plural by that of its singular: Snowball gives região and
 * regiões, or social and sociais, two stems. The word gets no longer. */
static size_t singular(char *lower, size_t length) {
  static const struct {
    const char *plural, *singular;
  } endings[] = {{"ões", "ão"},   {"oes", "ao"}, {"ais", "al"}, {"éis", "el"},
                 {"veis", "vel"}, {"ens", "em"}, {"zes", "z"}};
  enum { BEFORE_LEAST = 2 }; /* bytes; pais and mais are no such plurals */
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const size_t from = strlen(endings[i].plural), to = strlen(endings[i].singular);
    if (length < from + BEFORE_LEAST || !sse_str_ends((sse_str){lower, length}, endings[i].plural)) continue;
    memcpy(lower + length - from, endings[i].singular, to);
    return length - from + to;
  }
  return length;
}

/* Writes the stem, marked, to `cache->stem`; returns its length, 0 if there is none. */
static size_t make_stem(stem_cache *cache, text_language language, sse_str source, sse_str term) {
  char lower[TEXT_TERM_SIZE];
  if (grammar_is_plain(cache->grammar, term, 1u << language)) return 0;
  struct sb_stemmer *algorithm = stemmer(cache, language);
  sse_str exception = exceptions_find(cache->exceptions, language, term);
  if (strcmp(text_language_tag(language), "tr") == 0) source = without_suffix(source);
  size_t length = algorithm ? text_lower(source, lower) : 0;
  if (length == 0) return 0;
  cache->stem[0] = TEXT_STEM_MARK;
  cache->stem[1] = (char)('@' + language);
  if (exception.length > 0) {
    memcpy(cache->stem + TEXT_STEM_HEAD, exception.data, exception.length);
    return exception.length + TEXT_STEM_HEAD;
  }
  if (strcmp(text_language_tag(language), "pt") == 0) length = singular(lower, length);
  sse_str word = {lower, length};
  if (strcmp(text_language_tag(language), "ar") == 0) word = without_article(word);
  const sb_symbol *stem = sb_stemmer_stem(algorithm, (const sb_symbol *)word.data, (int)word.length);
  if (!stem) {
    cache->failed = true;
    return 0;
  }
  size_t stem_length = (size_t)sb_stemmer_length(algorithm);
  stem_length = text_fold((sse_str){(const char *)stem, stem_length}, cache->stem + TEXT_STEM_HEAD);
  if (stem_length == 0) return 0;
  return stem_length + TEXT_STEM_HEAD;
}

void stem_cache_remember(stem_cache *cache, bool remembers) {
  cache->remembers = remembers;
}

bool stem_failed(stem_cache *cache) {
  bool failed = cache->failed;
  cache->failed = false;
  return failed;
}

/* A word in units of eight bytes, padded with zeros, and its slot. */
struct key {
  uint64_t parts[KEY_LONGEST / 8];
  size_t slot;
};

/* Words up to this length have a key of two parts, which is made and compared without a branch. */
enum { SHORT = 16 };

/* Copies the word's bytes. If the word and the text after it have enough readable bytes, two whole parts are
 * read at once, and the bytes after the word are masked. */
static inline void load(sse_str source, size_t readable, struct key *key) {
  if (source.length <= SHORT && readable >= SHORT && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) {
    size_t first = source.length < 8 ? source.length : 8, second = source.length - first;
    memcpy(key->parts, source.data, SHORT);
    key->parts[0] &= first == 8 ? UINT64_MAX : ((uint64_t)1 << 8 * first) - 1;
    key->parts[1] &= second == 8 ? UINT64_MAX : ((uint64_t)1 << 8 * second) - 1;
  } else {
    memset(key->parts, 0, sizeof key->parts);
    memcpy(key->parts, source.data, source.length);
  }
}

/* Multiplicative mixing with 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3,
 * 6.4). */
static inline uint64_t mix(uint64_t hash, uint64_t part) {
  hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

static inline void make_key(text_language language, sse_str source, size_t readable, struct key *key) {
  load(source, readable, key);
  uint64_t hash = mix(mix(language, key->parts[0]), key->parts[1]);
  for (size_t i = SHORT / 8; i * 8 < source.length; i++)
    hash = mix(hash, key->parts[i]);
  key->slot = (size_t)(hash >> 8) % ENTRIES;
}

static inline bool is_entry(const struct entry *entry, const struct key *key, text_language language,
                            size_t length) {
  uint64_t differences = (entry->key[0] ^ key->parts[0]) | (entry->key[1] ^ key->parts[1]) |
                         (uint64_t)(entry->language ^ language) | (entry->key_length ^ length);
  if (differences == 0 && length > SHORT) return memcmp(entry->key, key->parts, length) == 0;
  return differences == 0;
}

/* The entry for a new word: the first of its ways that is free, otherwise one of them, round robin. */
static struct entry *place_of(stem_cache *cache, size_t slot) {
  for (size_t way = 0; way < WAYS; way++)
    if (cache->entries[slot ^ way].key_length == 0) return &cache->entries[slot ^ way];
  return &cache->entries[slot ^ (cache->turn++ % WAYS)];
}

/* A word may be in any of WAYS neighbouring entries, most often in the first. */
sse_str stem_of(stem_cache *cache, text_language language, sse_str source, size_t readable, sse_str term) {
  struct key key;
  if (language == TEXT_NO_LANGUAGE) return (sse_str){0};
  if (source.length > KEY_LONGEST || !cache->remembers)
    return (sse_str){cache->stem, make_stem(cache, language, source, term)};
  make_key(language, source, readable, &key);
  for (size_t way = 0; way < WAYS; way++) {
    const struct entry *met = &cache->entries[key.slot ^ way];
    if (is_entry(met, &key, language, source.length)) return (sse_str){met->stem, met->stem_length};
  }
  size_t length = make_stem(cache, language, source, term);
  if (length > STEM_LONGEST) return (sse_str){cache->stem, length};
  struct entry *entry = place_of(cache, key.slot);
  memcpy(entry->key, key.parts, source.length > SHORT ? sizeof key.parts : SHORT);
  entry->language = language;
  entry->key_length = (unsigned char)source.length;
  entry->stem_length = (unsigned char)length;
  memcpy(entry->stem, cache->stem, length);
  return (sse_str){entry->stem, entry->stem_length};
}
