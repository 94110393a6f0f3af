/* ssesearch-skos: compiles a thesaurus for ssesearch and sseserve, which run it and repeat its messages.
 * usage: ssesearch-skos THESAURUS DATABASE STAMP
 * Exit: 0 on success, 2 if the file is not a thesaurus, 3 for any other error. */
#include "base/log.h"
#include "thesaurus/thesaurus.h"

#include <stdio.h>
#include <unistd.h>

enum { SECONDS_MOST = 300 };

int main(int argc, char **argv) {
  sse_error err;
  sse_log_init(THESAURUS_COMPILER, SSE_LOG_WARNING);
  if (argc != 4) {
    (void)fputs("usage: " THESAURUS_COMPILER " THESAURUS DATABASE STAMP\n"
                "ssesearch --thesaurus and sseserve --thesaurus run it.\n",
                stderr);
    return THESAURUS_EXIT_FAILED;
  }
  (void)alarm(SECONDS_MOST); /* nothing catches the signal, so it ends the program */
  if (!thesaurus_compile(argv[1], argv[2], argv[3], &err)) return 0;
  sse_log(SSE_LOG_ERROR, "%s", err.message);
  bool is_of_file = err.status == SSE_INVALID || err.status == SSE_TOO_LARGE;
  return is_of_file ? THESAURUS_EXIT_INVALID : THESAURUS_EXIT_FAILED;
}
