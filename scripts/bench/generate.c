/* Writes news items for measurements, the same ones at every run, with words by Zipf's law (the frequency of
 * a word is that of the first one divided by its rank, and frequent words are short) or by a model of a text.
 * usage: generate [--like CORPUS] COUNT jsonl|tsv|scriptindex (Xapian)|xmlpipe2 (Sphinx) */
#include "generate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { VOCABULARY = 200000, TITLE_WORDS = 9, BODY_WORDS = 66, SENTENCE = 15 };

static char words[VOCABULARY][GENERATE_WORD_SIZE];

double generate_share(void) {
  static uint64_t state = 1;
  state = state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
  return (double)(state >> 32) / 4294967296.0;
}

void generate_word(uint32_t rank, char word[GENERATE_WORD_SIZE]) {
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
  (void)snprintf(word + length, GENERATE_WORD_SIZE - length, "%s", rank < 50 ? "" : endings[rank % 8]);
}

/* The inverse of the cumulative harmonic series, approximated by the logarithm. */
static const char *random_word(void) {
  uint32_t rank = (uint32_t)exp(generate_share() * log((double)VOCABULARY));
  return words[rank <= VOCABULARY ? rank - 1 : VOCABULARY - 1];
}

static void append_words(sse_buffer *text, int count, int sentence) {
  sse_buffer_clear(text);
  for (int i = 0; i < count; i++) {
    const char *word = random_word();
    char first = (char)(i % sentence == 0 ? word[0] - 'a' + 'A' : word[0]);
    sse_buffer_append(text, &first, 1);
    sse_buffer_append_text(text, word + 1);
    sse_buffer_append_text(text, i + 1 == count ? "." : i % sentence == sentence - 1 ? ". " : " ");
  }
}

static void zipf_fill(unsigned long number, generate_item *item) {
  append_words(&item->title, TITLE_WORDS, TITLE_WORDS);
  append_words(&item->body, BODY_WORDS, SENTENCE);
  item->year = 2000 + (int)(number % 25);
  item->month = 1 + (int)(number / 25 % 12);
  item->day = 1 + (int)(number / 300 % 28);
  item->lang = "en";
}

int main(int argc, char **argv) {
  static const struct {
    const char *name, *before, *item,
        *after; /* an item has: number, title, body, year, month, day, lang, source */
  } formats[] = {
      {"jsonl", "",
       "{\"id\":\"%lu\",\"title\":\"%s\",\"text\":\"%s\",\"date\":\"%d-%02d-%02d\",\"lang\":\"%s\","
       "\"source\":\"%s\"}\n",
       ""},
      {"tsv", "", "%lu\t%s\t%s\t%d-%02d-%02d\t%s\t%s\n", ""},
      {"scriptindex", "", "id=%lu\ntitle=%s\nbody=%s\ndate=%d-%02d-%02d\n\n", ""},
      {"xmlpipe2",
       "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sphinx:docset>\n<sphinx:schema>"
       "<sphinx:field name=\"title\"/><sphinx:field name=\"body\"/><sphinx:attr name=\"date\" type=\"int\"/>"
       "<sphinx:attr name=\"lang\" type=\"string\"/></sphinx:schema>\n",
       "<sphinx:document id=\"%lu\"><title>%s</title><body>%s</body><date>%d%02d%02d</date>"
       "<lang>%s</lang></sphinx:document>\n",
       "</sphinx:docset>\n"},
  };
  const char *corpus = argc == 5 && strcmp(argv[1], "--like") == 0 ? argv[2] : NULL;
  unsigned long count = argc >= 3 ? strtoul(argv[argc - 2], NULL, 10) : 0;
  generate_item item = {0};
  for (size_t f = 0; (argc == 3 || corpus) && f < sizeof formats / sizeof *formats; f++) {
    if (strcmp(formats[f].name, argv[argc - 1]) != 0) continue;
    for (uint32_t i = 0; i < VOCABULARY; i++)
      generate_word(i, words[i]);
    if (corpus) like_learn(corpus);
    (void)fputs(formats[f].before, stdout);
    for (unsigned long number = 1; number <= count; number++) {
      if (corpus)
        like_fill(number, count, &item);
      else
        zipf_fill(number, &item);
      if (item.title.failed || item.body.failed) return 2;
      (void)printf(formats[f].item, number, item.title.data, item.body.data, item.year, item.month, item.day,
                   item.lang, item.source);
    }
    (void)fputs(formats[f].after, stdout);
    sse_buffer_reset(&item.title);
    sse_buffer_reset(&item.body);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
  }
  (void)fputs("usage: generate [--like CORPUS] COUNT jsonl|tsv|scriptindex|xmlpipe2\n", stderr);
  return 2;
}
