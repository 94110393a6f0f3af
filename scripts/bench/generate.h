/* What makes items for the bench: each call gives the next one of a series that is the same at every run.
 * generate.c draws words by Zipf's law and writes the items, like.c follows a model of a text. */
#ifndef BENCH_GENERATE_H
#define BENCH_GENERATE_H

#include "base/buffer.h"

#include <stdint.h>

enum { GENERATE_WORD_SIZE = 32 };

typedef struct generate_item {
  sse_buffer title, body; /* words of letters and digits, spaces and full stops: nothing any format escapes */
  int year, month, day;
  const char *lang;
  char source[GENERATE_WORD_SIZE]; /* "" for none */
} generate_item;

/* A number drawn from 0 up to 1, which is not among them. */
double generate_share(void);

/* The word of a rank: its number in syllables, so that each is another one. */
void generate_word(uint32_t rank, char word[GENERATE_WORD_SIZE]);

/* Learns the titles and texts of a file that sseindex reads; ends the program where it has none. */
void like_learn(const char *path);

/* Fills in item `number` of `count`, from 1: words as they follow each other there, texts as long, days of 25
 * years in the order of the numbers but for two weeks. */
void like_fill(unsigned long number, unsigned long count, generate_item *item);

#endif
