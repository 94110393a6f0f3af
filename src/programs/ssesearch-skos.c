/* ssesearch-skos: compiles a thesaurus for ssesearch and sseserve, which run it.
 * What is wrong goes to standard error without a name in front: whoever runs it says it in theirs.
 * usage: ssesearch-skos THESAURUS DATABASE STAMP; exits 0 or 2. */
#include "base/status.h"
#include "thesaurus/thesaurus.h"

#include <stdio.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_ERROR = 2, SECONDS_MOST = 300 };

int main(int argc, char **argv) {
  sse_error err;
  if (argc != 4) {
    (void)fputs("usage: ssesearch-skos THESAURUS DATABASE STAMP\n"
                "ssesearch --thesaurus and sseserve --thesaurus run it.\n",
                stderr);
    return EXIT_ERROR;
  }
  (void)alarm(SECONDS_MOST); /* nothing catches it, so that it ends here */
  if (!thesaurus_compile(argv[1], argv[2], argv[3], &err)) return EXIT_DONE;
  (void)fprintf(stderr, "%s\n", err.message);
  return EXIT_ERROR;
}
