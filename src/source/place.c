/* What kind of place a source is, by its name. Apart from the fetching, so that a program that only reads the
 * configuration is not linked with what fetches. */
#include "source/source.h"

#include <strings.h>

bool source_is_address(const char *place) {
  return strncasecmp(place, "http://", 7) == 0 || strncasecmp(place, "https://", 8) == 0;
}
