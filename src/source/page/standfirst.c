/* The standfirst of an article. A description that the page shows below its headline was written to be read
 * there; one that it does not show is for search engines only, and is ignored. Only letters are compared:
 * quotation marks and spaces differ between a description and the page. */
#include "source/page/standfirst.h"
#include "source/page/title_names.h"

#include <string.h>

enum {
  SHORTEST = 40, /* bytes of a description's letters: shorter ones are a site's motto, or a section */
  LONGEST = 1500,
  ELEMENTS_MOST = 40, /* in a standfirst */
  TIMES_MOST = 3      /* descriptions are cut for search engines, but seldom to less than a third */
};

/* Appends the letters and digits of a text, ASCII in lower case. Beyond ASCII, U+0080 to U+00BF and U+2000 to
 * U+203F are left out, since they are punctuation and spaces. */
static void append_letters(sse_str text, sse_buffer *out) {
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    unsigned char next = i + 1 < text.length ? (unsigned char)text.data[i + 1] : 0;
    bool is_letter = sse_is_letter(byte) || sse_is_digit(byte) || byte >= 0x80;
    size_t sign = byte == 0xC2 ? 2 : byte == 0xE2 && next == 0x80 ? 3 : 0;
    char small = sse_lower(text.data[i]);
    if (sign > 0)
      i += sign - 1;
    else if (is_letter)
      sse_buffer_append(out, &small, 1);
  }
}

static bool holds(sse_str text, sse_str part) {
  return text.length >= part.length && memmem(text.data, text.length, part.data, part.length);
}

/* True if the text contains either half of what an element and a description have in common: nothing is
 * missing then. */
static bool is_in_text(sse_str text, sse_str letters, sse_str description) {
  sse_str same = letters.length < description.length ? letters : description;
  size_t middle = same.length / 2;
  return holds(text, sse_str_part(same, 0, middle)) || holds(text, sse_str_part(same, middle, same.length));
}

/* True for an element that shows a description with little else, or only its beginning: the description may
 * continue with that of the text. */
static bool is_described(sse_str letters, sse_str description) {
  if (letters.length < SHORTEST || letters.length > TIMES_MOST * description.length) return false;
  return holds(letters, description) ||
         (letters.length < description.length && memcmp(letters.data, description.data, letters.length) == 0);
}

/* The first h1 that is more than the site's name; the root if there is none. */
static uint32_t find_headline(const page_tree *tree, uint32_t end) {
  for (uint32_t i = 1; i < end; i++)
    if (html_is(tree->elements[i].node, "h1") && tree->elements[i].length > 0 && !title_leads_home(tree, i))
      return i;
  return 0;
}

/* The innermost element between headline and text that shows a description which the text does not contain;
 * TREE_NONE if there is none. `body` and `description` are given by their letters. */
static uint32_t find_shown(const page_tree *tree, const main_text *text, sse_str body, sse_str description,
                           bool *has_failed) {
  uint32_t end = main_text_beginning(tree, text), found = TREE_NONE;
  if (end < text->core) end = text->core;
  sse_buffer shown = {0}, letters = {0};
  for (uint32_t i = find_headline(tree, end) + 1; i < end; i++) {
    const tree_element *element = &tree->elements[i];
    if (found != TREE_NONE && !tree_holds(tree, found, i)) break;
    bool is_small = element->length <= LONGEST && element->end - i <= ELEMENTS_MOST;
    if (!is_small || element->length < SHORTEST / 4) continue;
    sse_buffer_clear(&shown);
    sse_buffer_clear(&letters);
    html_node_text(element->node, &shown);
    append_letters(sse_buffer_str(&shown), &letters);
    sse_str own = sse_buffer_str(&letters);
    if (is_described(own, description) && !is_in_text(body, own, description)) found = i;
  }
  *has_failed = *has_failed || shown.failed || letters.failed;
  sse_buffer_reset(&shown);
  sse_buffer_reset(&letters);
  return found;
}

void standfirst_append(const page_tree *tree, const main_text *text, const page_metadata *metadata,
                       sse_str body, sse_buffer *out) {
  sse_buffer description = {0}, letters = {0};
  sse_str line;
  uint32_t found = TREE_NONE;
  size_t position = 0;
  if (text->container == TREE_NONE) return;
  append_letters(sse_buffer_str(&metadata->fields.raw[FIELD_TITLE]), &letters);
  append_letters(body, &letters);
  while (found == TREE_NONE &&
         sse_str_next(sse_buffer_str(&metadata->descriptions), '\n', &position, &line)) {
    sse_buffer_clear(&description);
    append_letters(line, &description);
    if (description.length >= SHORTEST)
      found = find_shown(tree, text, sse_buffer_str(&letters), sse_buffer_str(&description), &out->failed);
  }
  if (description.failed || letters.failed) out->failed = true;
  if (found != TREE_NONE) html_node_text(tree->elements[found].node, out);
  sse_buffer_reset(&description);
  sse_buffer_reset(&letters);
}
