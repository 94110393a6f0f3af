/* The text of a list entry. An element is removed if it is only a link, if it names an author, or if it has a
 * link or a time and hardly any words of its own; in a table, every short cell, such as the name of a
 * department. A line is removed if it has the date, or if most entries have it. Links in sentences stay. */
#include "source/page/entry_text.h"
#include "source/date/date.h"
#include "source/page/entry_date.h"
#include "source/page/entry_title.h"
#include "source/page/names.h"
#include "source/page/published.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* ---- Headlines ------------------------------------------------------------------------------- */

/* The element of a card's headline: a heading, or the first line that is not a date. */
static const xmlNode *headline_of_card(const page_tree *tree, uint32_t card) {
  const xmlNode *top = tree->elements[card].node;
  sse_buffer date = {0};
  const xmlNode *found = NULL;
  for (uint32_t i = card + 1; i < tree->elements[card].end && !found; i++)
    if (tree_is_heading(tree->elements[i].node)) found = tree->elements[i].node;
  if (!found && entry_title_has_words(top)) return top;
  for (uint32_t i = card + 1; i < tree->elements[card].end && !found; i++) {
    const tree_element *element = &tree->elements[i];
    if (element->blocks > 0 || element->length < 10) continue;
    sse_buffer_clear(&date);
    if (!entry_date_in_text(tree, element->node, true, &date)) found = element->node;
  }
  sse_buffer_reset(&date);
  return found ? found : top;
}

/* True for a link that contains more than a headline. */
static bool is_card(const tree_element *element) {
  enum { HEADLINE_LONGEST = 150 };
  return html_is(element->node, "a") && (element->headlines > 0 || element->length > HEADLINE_LONGEST);
}

const xmlNode *entry_text_headline(const page_tree *tree, const list_entry *entry) {
  if (entry->is_note) return NULL;
  const tree_element *element = &tree->elements[entry->headline];
  return is_card(element) ? headline_of_card(tree, entry->headline) : element->node;
}

/* ---- Elements that are removed --------------------------------------------------------------- */

enum {
  LINK_LONGEST = 40,
  LINE_LONGEST = 200,
  BYLINE_LONGEST = 80,
  CELL_LONGEST = 25,
  WORDS_MOST = 20,
  BLOCK_LONGEST = 2000
};

struct leaving {
  const page_tree *tree;
  const xmlNode *headline;
  sse_str date;
};

/* True for an element with the date and hardly more, in a line that has other text. A line without other text
 * is removed as a whole. */
static bool is_date(const struct leaving *leaving, const tree_element *element) {
  enum { LABEL_LONGEST = 12, TEXT_SHORTEST = 30 };
  const page_tree *tree = leaving->tree;
  uint32_t headline = tree_number(tree, leaving->headline), others = element->length;
  sse_buffer text = {0};
  sse_str date = leaving->date;
  if (date.length == 0 || element->is_block || element->length > date.length + LABEL_LONGEST) return false;
  if (headline != TREE_NONE && tree_holds(tree, element->around, headline))
    others += tree->elements[headline].length;
  if (tree->elements[element->around].length < others + TEXT_SHORTEST) return false;
  html_node_text(element->node, &text);
  bool is_one = text.length <= date.length + LABEL_LONGEST &&
                memmem(text.data ? text.data : "", text.length, date.data, date.length);
  sse_buffer_reset(&text);
  return is_one;
}

/* True if a sentence ends at the end of the text, or the text is empty. */
static bool ends_sentence(sse_str text) {
  static const char *const ends[] = {".",      "!",      "?", ":", "\u2026", "\u3002",
                                     "\u00BB", "\u201D", ")", "]", ">",      "|"};
  if (text.length == 0) return true;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (sse_str_ends(text, ends[i])) return true;
  return false;
}

/* True for a link alone in its line, or after its last sentence. */
static bool is_apart(const page_tree *tree, const tree_element *link) {
  const xmlNode *block = tree->elements[link->around].node;
  sse_buffer before = {0};
  bool is_behind = false, is_last = true;
  if (tree->elements[link->around].length > BLOCK_LONGEST) return false;
  for (const xmlNode *node = block; node && is_last; node = html_next(node, block, node != link->node)) {
    is_behind = is_behind || node == link->node;
    bool is_text = node->type == XML_TEXT_NODE && node->content;
    bool is_break = node != block && node->type == XML_ELEMENT_NODE && html_is_block(node);
    if (is_break && is_behind) break;
    if (is_break) sse_buffer_clear(&before);
    if (is_text && !is_behind) sse_buffer_append_text(&before, (const char *)node->content);
    if (is_text && is_behind)
      for (const xmlChar *at = node->content; *at && is_last; at++)
        is_last = *at >= 0x80 || !sse_is_letter(*at);
  }
  bool is_one = is_last && ends_sentence(sse_str_trim(sse_buffer_str(&before)));
  sse_buffer_reset(&before);
  return is_one;
}

/* True if an element is a line, or a part of one that consists only of elements. */
static bool is_line(const tree_element *element) {
  if (element->is_block) return true;
  for (const xmlNode *node = element->node->parent ? element->node->parent->children : NULL; node;
       node = node->next)
    if (node->type == XML_TEXT_NODE && node->content &&
        sse_str_trim(sse_str_of((const char *)node->content)).length > 3)
      return false;
  return html_is(element->node, "span") || html_is(element->node, "small");
}

static bool is_sentence(const xmlNode *node) {
  sse_buffer text = {0};
  html_node_text(node, &text);
  sse_str line = sse_str_trim(sse_buffer_str(&text));
  bool is_one = sse_str_ends(line, ".") || sse_str_ends(line, "!") || sse_str_ends(line, "?") ||
                sse_str_ends(line, "\u3002");
  sse_buffer_reset(&text);
  return is_one;
}

/* True for links and times with hardly any words between them: "Posted on 4 March by Jo in News". */
static bool is_meta(const page_tree *tree, uint32_t number) {
  const tree_element *element = &tree->elements[number];
  uint32_t words = element->length - element->linked, parts = 0;
  if (element->length == 0 || element->length > LINE_LONGEST || html_is(element->node, "a") ||
      !is_line(element))
    return false;
  for (uint32_t i = number + 1; i < element->end; i++) {
    const tree_element *inner = &tree->elements[i];
    bool is_time = html_is(inner->node, "time"), is_link = html_is(inner->node, "a");
    if (is_link && inner->length >= LINK_LONGEST) return false;
    if (is_time && inner->linked == 0) words -= inner->length;
    parts += is_time || (is_link && inner->length > 0);
  }
  return parts > 0 && words <= WORDS_MOST && !is_sentence(element->node);
}

/* True for a link that repeats the headline, with hardly more: "Read more: Ferry sold". */
static bool repeats_headline(const struct leaving *leaving, const tree_element *element) {
  uint32_t number = tree_number(leaving->tree, leaving->headline);
  uint32_t length = number == TREE_NONE ? 0 : leaving->tree->elements[number].length;
  if (length == 0 || element->length < length || element->length >= length + LINK_LONGEST) return false;
  sse_buffer headline = {0}, text = {0};
  html_node_text(leaving->headline, &headline);
  html_node_text(element->node, &text);
  sse_str words = sse_str_trim(sse_buffer_str(&headline));
  bool is_one =
      words.length > 0 && text.length > 0 && memmem(text.data, text.length, words.data, words.length);
  sse_buffer_reset(&headline);
  sse_buffer_reset(&text);
  return is_one;
}

static bool skips(const void *context, const xmlNode *node) {
  const struct leaving *leaving = context;
  const page_tree *tree = leaving->tree;
  uint32_t number = tree_number(tree, node), headline = tree_number(tree, leaving->headline);
  if (node == leaving->headline || number == TREE_NONE) return true;
  const tree_element *element = &tree->elements[number];
  if (headline != TREE_NONE && tree_holds(tree, number, headline)) return false;
  if (html_is(node, "time") || (element->names & NAME_SHARE && element->length < BYLINE_LONGEST)) return true;
  if (element->names & NAME_BYLINE && element->length < BYLINE_LONGEST) return true;
  if (html_is(node, "td") && element->length < CELL_LONGEST) return true;
  if (is_date(leaving, element)) return true;
  bool is_link = element->length > 0 && element->linked == element->length &&
                 (element->length < LINK_LONGEST || repeats_headline(leaving, element));
  return (is_link && (element->is_block || is_apart(tree, element))) || is_meta(tree, number);
}

/* ---- Lines that are removed ------------------------------------------------------------------ */

enum { CAPTION_LONGEST = 60 };

/* True for a line that is a day and a month, whose year is above it. */
static bool is_day_of_year(sse_str line, int year) {
  enum { LONGEST = 30 };
  sse_buffer ignored = {0};
  bool is_one = year > 0 && line.length <= LONGEST && published_in_line_of_year(line, year, &ignored);
  sse_buffer_reset(&ignored);
  return is_one;
}

static bool is_day_of_calendar(const page_tree *tree, sse_str line) {
  enum { LONGEST = 40 };
  sse_date ignored;
  return line.length <= LONGEST && date_of_calendar_in(tree->calendar, line, &ignored);
}

/* True for the line with the date; if it begins with the date, it may be longer and name all authors. */
static bool is_line_of_date(sse_str line, sse_str date) {
  enum { MORE = 40, AUTHORS = 80 };
  if (date.length == 0 || line.length >= date.length + AUTHORS) return false;
  const char *found = memmem(line.data, line.length, date.data, date.length);
  bool is_first = found == line.data && !sse_str_ends(line, ".");
  return found && (is_first || line.length < date.length + MORE);
}

/* The hash of a line without its digits and punctuation; 0 if nothing else is in it. */
static uint64_t hash_of(sse_str line) {
  XXH64_hash_t hash = 0;
  for (size_t at = 0, length; at<line.length; at += length> 0 ? length : 1) {
    for (length = 0; at + length < line.length; length++) {
      unsigned char letter = (unsigned char)line.data[at + length];
      if (letter < 0x80 && !sse_is_letter(letter)) break;
    }
    if (length > 0) hash = XXH3_64bits_withSeed(line.data + at, length, hash);
  }
  return hash;
}

static int compare_hashes(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

static bool is_caption(const entry_captions *captions, sse_str line) {
  if (line.length > CAPTION_LONGEST) return false;
  if (sse_str_ends(line, ".") && date_has_digit(line))
    return false; /* a sentence that differs between entries in its digits */
  uint64_t hash = hash_of(line);
  return hash == 0 || (captions->count > 0 && bsearch(&hash, captions->hashes, captions->count,
                                                      sizeof *captions->hashes, compare_hashes));
}

void entry_text_append(const page_tree *tree, const list_entry *entry, const entry_captions *captions,
                       sse_str date, sse_buffer *out) {
  const struct leaving leaving = {tree, entry_text_headline(tree, entry), date};
  const html_filter filter = {&leaving, skips};
  sse_buffer text = {0};
  sse_str line;
  for (const xmlNode *node = entry->first; node; node = node->next) {
    if (node != leaving.headline && !(node->type == XML_ELEMENT_NODE && skips(&leaving, node)))
      html_node_text_but(node, &filter, &text);
    if (node == entry->last) break;
  }
  for (size_t position = 0; sse_str_next(sse_buffer_str(&text), '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (line.length == 0 || is_line_of_date(line, date) || is_day_of_year(line, entry->above.year)) continue;
    if (is_caption(captions, line) || is_day_of_calendar(tree, line)) continue;
    sse_buffer_append_str(out, line);
    sse_buffer_append_text(out, "\n");
  }
  if (entry->is_note && out->length == 0)
    html_node_text(entry->first, out); /* at least two words and a link */
  if (text.failed) out->failed = true;
  sse_buffer_reset(&text);
}

/* ---- Captions -------------------------------------------------------------------------------- */

/* The hashes of entries' short lines, each once per entry. */
struct line_hashes {
  uint64_t *hashes;
  size_t count, capacity;
};

/* Adds the short lines of an entry. */
static sse_status add_lines(const page_tree *tree, const list_entry *entry, struct line_hashes *all,
                            sse_error *err) {
  const entry_captions none = {0};
  size_t start = all->count;
  sse_buffer text = {0};
  sse_str line;
  sse_status status = SSE_OK;
  entry_text_append(tree, entry, &none, entry->date, &text);
  for (size_t position = 0; !status && sse_str_next(sse_buffer_str(&text), '\n', &position, &line);) {
    void *hashes = all->hashes;
    bool is_known = line.length > CAPTION_LONGEST;
    for (size_t i = start; i < all->count && !is_known && i < start + CAPTION_LONGEST; i++)
      is_known = all->hashes[i] == hash_of(line);
    if (is_known) continue;
    if (!sse_array_reserve(&hashes, &all->capacity, all->count + 1, sizeof *all->hashes)) {
      status = sse_fail_memory(err);
    } else {
      all->hashes = hashes;
      all->hashes[all->count++] = hash_of(line);
    }
  }
  sse_buffer_reset(&text);
  return status;
}

sse_status entry_text_find_captions(const page_tree *tree, const list_entry *entries, size_t count,
                                    entry_captions *captions, sse_error *err) {
  enum { LOOKED_AT = 200, LEAST = 3 };
  struct line_hashes all = {0};
  size_t looked = count < LOOKED_AT ? count : LOOKED_AT, run = 0, kept = 0;
  sse_status status = SSE_OK;
  if (count < LEAST) return SSE_OK;
  for (size_t i = 0; i < looked && !status; i++)
    status = add_lines(tree, &entries[i], &all, err);
  if (all.count > 0) qsort(all.hashes, all.count, sizeof *all.hashes, compare_hashes);
  for (size_t i = 0; i < all.count; i++) {
    run = i > 0 && all.hashes[i] == all.hashes[i - 1] ? run + 1 : 1;
    bool is_end = i + 1 == all.count || all.hashes[i + 1] != all.hashes[i];
    if (is_end && run * 5 > looked * 3) all.hashes[kept++] = all.hashes[i];
  }
  captions->hashes = all.hashes;
  captions->count = kept;
  return status;
}

void entry_text_reset_captions(entry_captions *captions) {
  free(captions->hashes);
  *captions = (entry_captions){0};
}
