/* Private to source/: measures the constructs of templates, JSX and notes in a text.
 * All are pure functions of the text that begins with the construct and return its length, 0 if it is not
 * one. A construct without an end within TEMPLATE_LONGEST bytes is text. */
#ifndef SSE_SOURCE_TEMPLATE_H
#define SSE_SOURCE_TEMPLATE_H

#include "base/str.h"

enum { TEMPLATE_LONGEST = 16 * 1024 };

/* A tag of Liquid, Nunjucks, Hugo or Zola, with its braces: {% %}, {{ }}, {{< >}}, {{% %}}, {# #}. `*name` is
 * its first word, "" for an expression. A tag other than a comment must end in the paragraph in which it
 * begins, and not inside code. */
size_t template_tag(sse_str text, sse_str *name);

/* A list of attributes: {: .x} and {::options /} (kramdown), {#id .class key=value} and {=html} (Pandoc).
 * `may_be_plain` allows lists with only keys and values. */
size_t template_attributes(sse_str text, bool may_be_plain);

/* The placeholder for a table of contents, which is a list of one entry, "* TOC", with {:toc} below it
 * (kramdown), or a line that defines an abbreviation, "*[HTML]: words". Neither is shown. Excludes the
 * newline. */
size_t template_list_mark(sse_str text);

/* Matching braces, as in a JSX expression. */
size_t template_braces(sse_str text);

/* A tag of HTML or JSX with its angle brackets; > within quotes or braces does not end it. `*name` is empty
 * for <> and </>. Sets `*has_braces` if it is JSX. */
size_t template_element(sse_str text, sse_str *name, bool *has_braces);

/* A wiki link, [[page]] or [[page|text]] (Obsidian), or an embed, ![[image.png]]. `*shown` is what a reader
 * sees of it, "" for an embed. A Markdown link in brackets, [[1]](x), does not count, nor does text without a
 * letter or with a leading space, as in a shell. */
size_t template_wiki_link(sse_str text, sse_str *shown);

/* A citation in brackets: [@key], [-@key], [see @key, p. 3; @other] (Pandoc). */
size_t template_citation(sse_str text);

/* The options in the fence of executable code, "{r, echo=FALSE}" (knitr, Quarto); none for others. */
sse_str template_chunk(sse_str line);
/* Returns true for options, these or a line "#| include: false" in the code, that hide the code. */
bool template_hides_code(sse_str options);

/* Highlighted text with its delimiters, ==text== on a line (Obsidian, Markdown Extra's mark). In code, == has
 * spaces around it or a word before it. */
size_t template_marked(sse_str text);

/* A comment, from %% to %% on its line (Obsidian). */
size_t template_remark(sse_str text);

/* A code span, from its backticks to the same number of them in the same paragraph. If those are missing,
 * `*is_closed` is false and the length is that of the opening backticks. */
size_t template_span(sse_str text, bool *is_closed);

/* The number of backticks or tildes of a code fence that begins the line, after spaces and a marker of a
 * quotation or a list; `*at` is its position. */
size_t template_fence(sse_str line, size_t *at);

#endif
