/* Generates items for benchmarks, one by one and the same ones at every run.
 * generate.c draws words by Zipf's law and writes the items; like.c follows a model of a text.
 */
#ifndef BENCH_GENERATE_H
#define BENCH_GENERATE_H

#include "base/buffer.h"

#include <stdint.h>

enum { GENERATE_WORD_SIZE = 32 };

typedef struct generate_item {
  sse_buffer title, body; /* letters, digits, spaces and full stops: nothing that a format must escape */
  int year, month, day;
  const char *lang;
  char source[GENERATE_WORD_SIZE]; /* "" for none */
} generate_item;

/* A random number from 0 to below 1. */
double generate_share(void);

/* The word of a rank: its number spelt in syllables, so that each rank has a different word. */
void generate_word(uint32_t rank, char word[GENERATE_WORD_SIZE]);

/* Learns from the titles and texts of a file that sseindex can read; ends the program if there are none. */
void like_learn(const char *path);

/* Fills in item `number` of `count`, from 1. Words follow each other as in the corpus, and texts are as long
 * as there. Days cover 25 years in the order of the numbers, give or take two weeks. */
void like_fill(unsigned long number, unsigned long count, generate_item *item);

#endif
