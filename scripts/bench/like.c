/* Items by a model of a text: words follow each other as often as there (a Markov chain over word bigrams),
 * titles and bodies have its lengths, and new words keep occurring. A word that the text has once represents
 * all rare words: where the chain comes to one, a rare word is drawn. */
#include "generate.h"
#include "source/source.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Tokens that are not words: before a headline, before a text, the end of a sentence, and the end of the
 * corpus. */
static const char title_mark[] = "\1", body_mark[] = "\2", sentence_end[] = ".", corpus_end[] = "\3";

/* An occurrence of a word, or a mark. */
struct token {
  const char *text;
  uint32_t place;          /* its number in the corpus */
  uint32_t group, of_word; /* by place: where the word begins in sorted[], and its number of occurrences */
};

struct lengths {
  uint32_t title, body; /* in words */
};

static struct token *tokens, *sorted; /* by place; by text */
static size_t token_count, token_room;
static struct lengths *lengths; /* of the items of the corpus */
static size_t length_count, length_room;
static const char **rare; /* words that occur once in the corpus */
static size_t rare_count;

static bool is_mark(const char *text) {
  return (unsigned char)text[0] < ' ';
}

static void fail(const char *what) {
  (void)fprintf(stderr, "generate: %s\n", what);
  exit(2);
}

static void add_token(const char *text) {
  if (token_count >= UINT32_MAX ||
      !sse_array_reserve((void **)&tokens, &token_room, token_count + 1, sizeof *tokens))
    fail("out of memory");
  tokens[token_count] = (struct token){.text = text, .place = (uint32_t)token_count};
  token_count++;
}

/* Adds the words between spaces, in lower case, without punctuation. Returns their number. */
static uint32_t add_text(const char *mark, sse_str text) {
  static const char spaces[] = " \t\r\n";
  uint32_t count = 0;
  char word[TEXT_TERM_SIZE];
  add_token(mark);
  for (size_t at = 0, end; at < text.length; at = end + 1) {
    for (end = at; end < text.length && !strchr(spaces, text.data[end]);)
      end++;
    size_t length = text_lower((sse_str){.data = text.data + at, .length = end - at}, word);
    char *copy = length > 0 ? strndup(word, length) : NULL;
    if (length > 0 && !copy) fail("out of memory");
    if (copy) add_token(copy);
    if (copy) count++;
    if (end > at && strchr(".!?", text.data[end - 1])) add_token(sentence_end);
  }
  return count;
}

static sse_status add_item(void *context, const source_item *item, sse_error *err) {
  (void)context, (void)err;
  if (!sse_array_reserve((void **)&lengths, &length_room, length_count + 1, sizeof *lengths))
    fail("out of memory");
  uint32_t title = add_text(title_mark, item->title);
  lengths[length_count++] = (struct lengths){.title = title, .body = add_text(body_mark, item->body)};
  return SSE_OK;
}

static void tell(void *context, const char *message) {
  (void)context;
  (void)fprintf(stderr, "generate: %s\n", message);
}

static int compare(const void *a, const void *b) {
  const struct token *left = a, *right = b;
  int order = strcmp(left->text, right->text);
  return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

/* Groups the places of each word, and collects the rare words. */
static void count_words(void) {
  sorted = calloc(token_count, sizeof *sorted);
  rare = calloc(token_count, sizeof *rare);
  if (!sorted || !rare) fail("out of memory");
  memcpy(sorted, tokens, token_count * sizeof *sorted);
  qsort(sorted, token_count, sizeof *sorted, compare);
  for (size_t start = 0, end; start < token_count; start = end) {
    for (end = start + 1; end < token_count && strcmp(sorted[end].text, sorted[start].text) == 0;)
      end++;
    for (size_t i = start; i < end; i++) {
      tokens[sorted[i].place].group = (uint32_t)start;
      tokens[sorted[i].place].of_word = (uint32_t)(end - start);
    }
    if (end == start + 1 && sorted[start].text != sentence_end && !is_mark(sorted[start].text))
      rare[rare_count++] = sorted[start].text;
  }
}

void like_learn(const char *path) {
  const source_options options = {0};
  const source_handler handler = {.on_item = add_item, .on_problem = tell};
  source_report report;
  text_analyser *analyser;
  sse_error err;
  if (text_analyser_new(&analyser, &err) || source_read(path, &options, analyser, &handler, &report, &err))
    fail(err.message);
  text_analyser_free(analyser);
  if (length_count == 0) fail("the corpus has no items");
  add_token(corpus_end);
  count_words();
}

static size_t draw(size_t count) {
  return (size_t)(generate_share() * (double)count);
}

/* Draws a rare word. Those of the corpus are as likely as there; beyond them each is rarer than the one
 * before, such that the number of distinct words grows with the length of a text to the power of two thirds
 * (Heaps' law). */
static const char *rare_word(char made[GENERATE_WORD_SIZE]) {
  double share = 1 - generate_share();
  double rank = (double)rare_count * (1 / (share * share) - 1);
  if (rank < (double)rare_count) return rare[(size_t)rank];
  generate_word(rank < UINT32_MAX ? (uint32_t)rank : UINT32_MAX, made);
  return made;
}

static void append_word(sse_buffer *text, const char *word, bool is_first) {
  char first = word[0];
  if (is_first && first >= 'a' && first <= 'z') first = (char)(first - 'a' + 'A');
  if (text->length > 0) sse_buffer_append(text, " ", 1);
  sse_buffer_append(text, &first, 1);
  sse_buffer_append_text(text, word + 1);
}

/* Appends `count` words along the chain, which begins again when it ends. */
static void append_chain(sse_buffer *text, const char *mark, uint32_t count) {
  size_t start = 0, place;
  char made[GENERATE_WORD_SIZE];
  bool is_first = true;
  while (tokens[start].text != mark)
    start++;
  place = start;
  for (uint32_t done = 0; done < count;) {
    const struct token *token = &tokens[place];
    place = (size_t)sorted[token->group + draw(token->of_word)].place + 1;
    token = &tokens[place];
    if (is_mark(token->text)) {
      place = start;
    } else if (token->text == sentence_end) {
      if (!is_first) sse_buffer_append_text(text, sentence_end);
      is_first = true;
    } else {
      append_word(text, token->of_word == 1 ? rare_word(made) : token->text, is_first);
      is_first = false;
      done++;
    }
  }
  if (mark == body_mark && count > 0 && !is_first) sse_buffer_append_text(text, sentence_end);
}

void like_fill(unsigned long number, unsigned long count, generate_item *item) {
  static const char *const languages[] = {"en", "en", "en", "en", "en", "en", "en", "en", "fr", "es"};
  enum {
    FIRST_DAY = 10957 /* 2000-01-01, from 1970 */,
    DAYS = 9132 /* of 25 years */,
    NOISE = 14,
    SOURCES = 40
  };
  const struct lengths *lengths_of = &lengths[draw(length_count)];
  sse_buffer_clear(&item->title);
  sse_buffer_clear(&item->body);
  sse_buffer_append_text(&item->title, "");
  sse_buffer_append_text(&item->body, "");
  append_chain(&item->title, title_mark, lengths_of->title);
  append_chain(&item->body, body_mark, lengths_of->body);
  double day = (double)(number - 1) / (double)count * (DAYS - NOISE) + generate_share() * NOISE;
  time_t seconds = (FIRST_DAY + (time_t)day) * 86400;
  struct tm date;
  (void)gmtime_r(&seconds, &date); /* cannot fail for these years */
  item->year = date.tm_year + 1900;
  item->month = date.tm_mon + 1;
  item->day = date.tm_mday;
  item->lang = languages[draw(sizeof languages / sizeof *languages)];
  (void)snprintf(item->source, sizeof item->source, "Publisher %d",
                 (int)exp(generate_share() * log(SOURCES))); /* by Zipf's law, too */
}
