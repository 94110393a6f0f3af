/* Reads languages.txt, of which little is kept, and hints.txt, where a hint is looked up when it first
 * occurs. A query has few hints, so that nothing needs to be built from the file when a program starts; a run
 * of sseindex meets the same ones again and again, so that their votes are cached. */
#include "text/grammar.h"
#include "base/lookup.h"
#include "text/classes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Included by the assembler; the paths are relative to the project's root. */
__asm__(".section .rodata\n"
        ".global text_languages_data, text_hints_data, text_hints_size\n"
        "text_languages_data:\n"
        ".incbin \"src/text/languages.txt\"\n"
        ".byte 0\n"
        "text_hints_data:\n"
        ".incbin \"src/text/hints.txt\"\n"
        "0: .balign 8\n"
        "text_hints_size:\n"
        ".quad 0b - text_hints_data\n"
        ".text\n");
extern const char text_languages_data[], text_hints_data[];
extern const uint64_t text_hints_size;

static const char *const script_names[GRAMMAR_SCRIPTS] = {"latin",      "cyrillic", "arabic",
                                                          "devanagari", "bengali",  "hebrew"};

enum {
  PLAIN_SLOTS = 1024, /* a power of two, four times the plain words */
  ENTRIES = 16384,    /* a power of two; 512 KiB, of which only the pages in use take memory */
  HINT_SIZE = TEXT_TERM_SIZE + 1
};

struct plain {
  sse_str word;
  text_languages languages;
};

struct entry {
  uint64_t key; /* of the last hint looked up that hashes to this entry; 0 if none was */
  grammar_votes votes;
};

struct grammar_words {
  struct plain plain[PLAIN_SLOTS];
  sse_str tags[GRAMMAR_SCRIPTS][GRAMMAR_LANGUAGES_MOST];
  size_t counts[GRAMMAR_SCRIPTS];
  struct entry entries[ENTRIES];
};

/* FNV-1a (Fowler, Noll, Vo), 64 bits: two hints are not expected to have the same key. */
static uint64_t hash(sse_str text) {
  uint64_t value = 14695981039346656037u;
  for (size_t i = 0; i < text.length; i++)
    value = (value ^ (unsigned char)text.data[i]) * 1099511628211u;
  return value;
}

/* The slot of a plain word, or the free one where it belongs: the table is never full. */
static size_t plain_place(const grammar_words *words, sse_str word) {
  size_t at = hash(word) % PLAIN_SLOTS;
  while (words->plain[at].word.data && !sse_str_equal(words->plain[at].word, word))
    at = (at + 1) % PLAIN_SLOTS;
  return at;
}

/* Reads the words after `plain TAG` in a line. */
static void read_plain(grammar_words *words, sse_str tag, sse_str rest) {
  text_language language = text_language_of(tag);
  sse_str word;
  for (size_t position = 0; sse_str_next(rest, ' ', &position, &word);) {
    struct plain *plain = &words->plain[plain_place(words, word)];
    plain->word = word;
    if (language != TEXT_NO_LANGUAGE) plain->languages |= (text_languages)1 << language;
  }
}

/* Reads the tags after `script NAME` in a line. */
static void read_tags(grammar_words *words, sse_str name, sse_str rest) {
  size_t script = 0;
  sse_str tag;
  while (script + 1 < GRAMMAR_SCRIPTS && !sse_str_equal(name, sse_str_of(script_names[script])))
    script++;
  for (size_t position = 0; sse_str_next(rest, ' ', &position, &tag);) {
    assert(words->counts[script] < GRAMMAR_LANGUAGES_MOST);
    words->tags[script][words->counts[script]++] = tag;
  }
}

/* Other kinds of lines are used only by scripts/make-languages. */
static void read_line(grammar_words *words, sse_str line) {
  size_t position = 0;
  sse_str kind, name;
  if (!sse_str_next(line, ' ', &position, &kind) || !sse_str_next(line, ' ', &position, &name)) return;
  sse_str rest = sse_str_part(line, position < line.length ? position : line.length, line.length);
  if (sse_str_equal(kind, sse_str_of("plain"))) read_plain(words, name, rest);
  if (sse_str_equal(kind, sse_str_of("script"))) read_tags(words, name, rest);
}

sse_status grammar_words_new(grammar_words **words, sse_error *err) {
  sse_str file = sse_str_of(text_languages_data), line;
  *words = calloc(1, sizeof **words);
  if (!*words) return sse_fail_memory(err);
  for (size_t position = 0; sse_str_next(file, '\n', &position, &line);)
    read_line(*words, line);
  return SSE_OK;
}

void grammar_words_free(grammar_words *words) {
  free(words);
}

sse_str grammar_hints(void) {
  return (sse_str){text_hints_data, (size_t)text_hints_size};
}

size_t grammar_count(const grammar_words *words, grammar_script script) {
  return words->counts[script];
}

sse_str grammar_tag(const grammar_words *words, grammar_script script, size_t place) {
  return words->tags[script][place];
}

/* Reads what follows the hint in a line: pairs of a tag and its votes. */
static grammar_votes read_votes(const grammar_words *words, grammar_script script, sse_str rest) {
  grammar_votes votes = {0};
  sse_str tag, number;
  for (size_t position = 0, place = 0; sse_str_next(rest, ' ', &position, &tag);) {
    if (!sse_str_next(rest, ' ', &position, &number)) break;
    while (place < words->counts[script] && !sse_str_equal(words->tags[script][place], tag))
      place++; /* they are in the same order as the tags */
    for (unsigned row = 0; row < GRAMMAR_ROWS && place < words->counts[script]; row++)
      if ((number.data[0] - '0') >> row & 1) votes.rows[row] |= (grammar_languages)1 << place;
  }
  return votes;
}

static grammar_votes votes_of(grammar_words *words, grammar_script script, sse_str hint) {
  uint64_t key = hash(hint);
  struct entry *entry = &words->entries[(key ^ key >> 32) % ENTRIES];
  if (entry->key != key) {
    entry->key = key;
    entry->votes = read_votes(words, script, sse_lookup(grammar_hints(), hint));
  }
  return entry->votes;
}

grammar_votes grammar_of_word(grammar_words *words, grammar_script script, sse_str word) {
  return votes_of(words, script, word);
}

/* In the file, endings and letters begin with a mark. */
static grammar_votes votes_of_part(grammar_words *words, grammar_script script, char mark, sse_str part) {
  char hint[HINT_SIZE];
  if (part.length >= HINT_SIZE) return (grammar_votes){0};
  hint[0] = mark;
  memcpy(hint + 1, part.data, part.length);
  return votes_of(words, script, (sse_str){hint, part.length + 1});
}

grammar_votes grammar_of_ending(grammar_words *words, grammar_script script, sse_str ending) {
  return votes_of_part(words, script, '-', ending);
}

grammar_votes grammar_of_letter(grammar_words *words, grammar_script script, int32_t code) {
  char letter[4];
  utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_tolower(code), (utf8proc_uint8_t *)letter);
  return votes_of_part(words, script, '+', (sse_str){letter, (size_t)length});
}

bool grammar_is_plain(const grammar_words *words, sse_str word, text_languages languages) {
  return (words->plain[plain_place(words, word)].languages & languages) != 0;
}
