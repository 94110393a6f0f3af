/* The version of the programs.
 * It is what --version prints and what servers are told.
 * It is the project's, not that of the index's format. */
#ifndef SSE_BASE_VERSION_H
#define SSE_BASE_VERSION_H

#define SSE_VERSION "0.1.0"

#endif
