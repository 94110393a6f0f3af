/* Writes news items made up of words by Zipf's law, the same ones at every run: the frequency of a word is
 * that of the first divided by its rank, and frequent words are short. For measuring, not for reading.
 * usage: generate COUNT FORMAT    FORMAT is jsonl, tsv, scriptindex (Xapian) or xmlpipe2 (Sphinx) */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VOCABULARY = 200000, TITLE_WORDS = 9, BODY_WORDS = 66, WORD_SIZE = 32 };

static char words[VOCABULARY][WORD_SIZE];
static uint64_t state = 1;

static uint32_t random_bits(void) {
  state = state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
  return (uint32_t)(state >> 32);
}

/* The word of a rank: its number in syllables, so that each is another one. */
static void make_word(uint32_t rank, char *word) {
  static const char consonants[] = "bcdfglmnprstvz", vowels[] = "aeiou";
  static const char *const endings[] = {"", "s", "ing", "ed", "er", "tion", "al", "ity"};
  uint32_t rest = rank;
  size_t length = 0;
  do {
    word[length++] = consonants[rest % 14];
    rest /= 14;
    word[length++] = vowels[rest % 5];
    rest /= 5;
  } while (rest > 0);
  (void)snprintf(word + length, WORD_SIZE - length, "%s", rank < 50 ? "" : endings[rank % 8]);
}

/* Inverse of the cumulated harmonic series, approximated by the logarithm. */
static const char *random_word(void) {
  double share = (double)random_bits() / 4294967296.0;
  uint32_t rank = (uint32_t)exp(share * log((double)VOCABULARY));
  return words[rank <= VOCABULARY ? rank - 1 : VOCABULARY - 1];
}

static void put_words(int count, int sentence) {
  for (int i = 0; i < count; i++) {
    const char *word = random_word();
    (void)putchar(i % sentence == 0 ? word[0] - 'a' + 'A' : word[0]);
    (void)fputs(word + 1, stdout);
    (void)fputs(i + 1 == count ? "." : i % sentence == sentence - 1 ? ". " : " ", stdout);
  }
}

static void put_item(unsigned long number, const char *const parts[3]) {
  (void)printf(parts[0], number);
  put_words(TITLE_WORDS, TITLE_WORDS);
  (void)fputs(parts[1], stdout);
  put_words(BODY_WORDS, 15);
  (void)printf(parts[2], 2000 + (int)(number % 25), 1 + (int)(number / 25 % 12),
               1 + (int)(number / 300 % 28));
}

int main(int argc, char **argv) {
  static const struct {
    const char *name, *before, *after;
    const char *parts[3];
  } formats[] = {
      {"jsonl",
       "",
       "",
       {"{\"id\":\"%lu\",\"title\":\"", "\",\"text\":\"", "\",\"date\":\"%d-%02d-%02d\",\"lang\":\"en\"}\n"}},
      {"tsv", "", "", {"%lu\t", "\t", "\t%d-%02d-%02d\n"}},
      {"scriptindex", "", "", {"id=%lu\ntitle=", "\nbody=", "\ndate=%d-%02d-%02d\n\n"}},
      {"xmlpipe2",
       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sphinx:docset>\n<sphinx:schema><sphinx:field "
       "name=\"title\"/>"
       "<sphinx:field name=\"body\"/><sphinx:attr name=\"date\" type=\"string\"/></sphinx:schema>\n",
       "</sphinx:docset>\n",
       {"<sphinx:document id=\"%lu\"><title>", "</title><body>",
        "</body><date>%d-%02d-%02d</date></sphinx:document>\n"}},
  };
  unsigned long count = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
  for (uint32_t i = 0; i < VOCABULARY; i++)
    make_word(i, words[i]);
  for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
    if (argc != 3 || strcmp(formats[f].name, argv[2]) != 0) continue;
    (void)fputs(formats[f].before, stdout);
    for (unsigned long number = 1; number <= count; number++)
      put_item(number, formats[f].parts);
    (void)fputs(formats[f].after, stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
  }
  (void)fputs("usage: generate COUNT jsonl|tsv|scriptindex|xmlpipe2\n", stderr);
  return 2;
}
