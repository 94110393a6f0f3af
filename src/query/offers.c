/* Filters that the words of a query may have been meant as.
 * Words are still searched for as words; an offer is only reported.
 * A year alone is a number like others, so an offer also needs a month. */
#include "query/query.h"
#include "source/source.h"

enum { WORDS_OF_DATE = 3 };

static bool has_letter(sse_str text) {
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] >= 0x80 || sse_is_letter(text.data[i])) return true;
  return false;
}

/* Appends the `count` words from `node` on; returns false if there are fewer. */
static bool append_words(const syntax *tree, size_t node, size_t count, sse_buffer *text) {
  for (; count > 0; count--, node = tree->nodes[node].next) {
    if (node == SYNTAX_NONE || !syntax_is_plain(&tree->nodes[node])) return false;
    if (text->length > 0) sse_buffer_append_text(text, " ");
    sse_buffer_append_str(text, syntax_text(tree, &tree->nodes[node]));
  }
  return !text->failed;
}

/* Adds a note if the words are a date with at least a month. */
static bool offer(const syntax *tree, size_t node, size_t count, query_notes *notes) {
  sse_buffer text = {0};
  sse_date date;
  bool is_date = append_words(tree, node, count, &text) && has_letter(sse_buffer_str(&text)) &&
                 source_date_parse(sse_buffer_str(&text), &date) && date.month > 0;
  if (is_date) {
    char iso[SSE_DATE_SIZE];
    sse_date_format(date, iso);
    query_notes_add(notes, "date-offered", "for items from that time, write date:%s instead of %s", iso,
                    text.data);
  }
  if (text.failed) notes->failed = true;
  sse_buffer_reset(&text);
  return is_date;
}

void query_offer_dates(const syntax *tree, query_notes *notes) {
  if (tree->root == SYNTAX_NONE || tree->nodes[tree->root].kind != SYNTAX_AND) return;
  for (size_t node = tree->nodes[tree->root].child; node != SYNTAX_NONE; node = tree->nodes[node].next) {
    size_t count = WORDS_OF_DATE;
    while (count > 1 && !offer(tree, node, count, notes))
      count--;
    if (count > 1) return; /* one date is enough */
  }
}
