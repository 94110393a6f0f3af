/* The query syntax with an example for each part, and the tree into which a query is parsed.
 * The guide fits a terminal of 24 lines and 80 columns.
 * The web page explains the same examples in its own words. */
#include "programs/guide.h"
#include "base/log.h"
#include "programs/common.h"
#include "query/query.h"

#include <stdio.h>

static const char guide[] =
    "cooperatives Korea      both words in any form; either, if few items have both\n"
    "bank AND union, +bank   required; a OR b, (a | b) c: one of them\n"
    "bank -river, NOT river  without the word; also !river, -\"a phrase\", -(a b)\n"
    "\"decent work\"           next to each other; \"decent wor*\"; \"a b\"~3: in any\n"
    "                        order, with at most three other words in between\n"
    "bank NEAR/5 village     at most five words between them: words, phrases, groups\n"
    "co*, *tive, c*p         words that begin like this, end like this, or both\n"
    "=économie               exactly as written, with accents; C++, .NET, AT&T always are\n"
    "\n"
    "title:bank              in the headline; also tag: and author:. A field takes all\n"
    "                        of the above: title:(bank OR union), -tag:\"fair trade\"\n"
    "source:ilo              a word of the publisher's name; source:=ILO its whole name\n"
    "lang:fr                 in French; lang:(fr OR es) in one of two languages\n"
    "date:2023-07            in that month; date:\"March 2023\", date:2021..2023-06,\n"
    "                        date:\"last week\"; after:-30d, before:2020; seen: and\n"
    "                        changed: the same for the run that added or changed it\n"
    "site:ilo.org            that host, or a subdomain; url:/news/ anywhere in the\n"
    "                        address; path: of the file; id:\n"
    "has:date, -has:url      with a date, without an address; tag, author, text, lang\n"
    "narrower:finance        a label of that concept of the thesaurus, or of one below it\n"
    "saved:korea             what that saved search finds; archive: one of several\n"
    "\n"
    "ssesearch --parse QUERY shows how a query is understood.\n";

void guide_print(void) {
  (void)fputs(guide, stdout); /* main flushes and checks the stream */
}

sse_status guide_print_tree(const char *query, sse_error *err) {
  sse_buffer clean = {0}, words = {0};
  size_t repaired = 0;
  syntax *tree = NULL;
  sse_status status = text_clean(sse_str_of(query), &clean, &repaired, err);
  if (!status) status = syntax_parse(sse_buffer_str(&clean), &tree, err);
  if (!status) syntax_describe(tree, &words);
  if (!status && words.failed) status = sse_fail_memory(err);
  sse_str line;
  for (size_t at = 0; !status && sse_str_next(sse_buffer_str(&words), '\n', &at, &line);) {
    words.data[at - 1] = '\0'; /* every line ends in a newline */
    program_print(stdout, "", line.data, "\n");
  }
  for (size_t i = 0; !status && i < tree->notes.count; i++)
    sse_log(SSE_LOG_WARNING, "%s", tree->notes.notes[i].text);
  syntax_free(tree);
  sse_buffer_reset(&clean);
  sse_buffer_reset(&words);
  return status;
}
