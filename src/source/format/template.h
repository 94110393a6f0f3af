/* Private to source/: the pieces of templates, JSX and notes in a text, each by its length.
 * All are pure functions of the text that begins with the piece; 0 is for what is none.
 * What has no end within TEMPLATE_LONGEST bytes is text. */
#ifndef SSE_SOURCE_TEMPLATE_H
#define SSE_SOURCE_TEMPLATE_H

#include "base/str.h"

enum { TEMPLATE_LONGEST = 16 * 1024 };

/* A tag of Liquid, Nunjucks, Hugo or Zola, with its braces: {% %}, {{ }}, {{< >}}, {{% %}}, {# #}. `*name` is
 * the word that it begins with, "" for an expression, which has none. A tag other than a comment ends in the
 * paragraph in which it begins, and not in code. */
size_t template_tag(sse_str text, sse_str *name);

/* A list of attributes: {: .x} and {::options /} (kramdown), {#id .class key=value} and {=html} (Pandoc).
 * `may_be_plain` allows one that has only keys and values. */
size_t template_attributes(sse_str text, bool may_be_plain);

/* The mark of a table of contents, a list of one entry, "* TOC", with {:toc} below it (kramdown), or a line
 * that says what an abbreviation stands for, "*[HTML]: words". Neither is shown. The newline is not counted.
 */
size_t template_list_mark(sse_str text);

/* Braces that match, as an expression of JSX has. */
size_t template_braces(sse_str text);

/* A tag of HTML or JSX with its angle brackets; > in quotes or braces does not end it. `*name` is empty for
 * <> and </>. `*has_braces` tells that it is JSX. */
size_t template_element(sse_str text, sse_str *name, bool *has_braces);

/* A link of a wiki, [[page]] or [[page|text]] (Obsidian), or what it puts in: ![[image.png]]. `*shown` is
 * what a reader sees of it, "" for what is put in. A link of Markdown in brackets, [[1]](x), is none, nor is
 * what has no letter or begins with a space, as in a shell. */
size_t template_wiki_link(sse_str text, sse_str *shown);

/* What cites something, in brackets: [@key], [-@key], [see @key, p. 3; @other] (Pandoc). */
size_t template_citation(sse_str text);

/* The options in the fence of code that a program runs, "{r, echo=FALSE}" (knitr, Quarto); none for others.
 */
sse_str template_chunk(sse_str line);
/* True for options, these or a line "#| include: false" in the code, by which the code is not shown. */
bool template_hides_code(sse_str options);

/* The length of a text that is marked, ==text== on a line (Obsidian, Markdown Extra's mark), with its signs;
 * in code, == has spaces around it or a word before. */
size_t template_marked(sse_str text);

/* A remark that is not shown, from %% to %% on its line (Obsidian). */
size_t template_remark(sse_str text);

/* A span of code that begins with backticks, to the end of as many of them in the same paragraph. Without
 * these,
 * `*is_closed` is false and the length that of the backticks alone. */
size_t template_span(sse_str text, bool *is_closed);

/* The line that begins with a fence of code, or is indented before it: how many signs; `*at` is where. Marks
 * of quotations and lists may stand before. */
size_t template_fence(sse_str line, size_t *at);

#endif
