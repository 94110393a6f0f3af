/* The version of the programs.
 * --version prints it, and servers are told it.
 * It is the project's version, not that of the index format. */
#ifndef SSE_BASE_VERSION_H
#define SSE_BASE_VERSION_H

#define SSE_VERSION "0.1.0"

#endif
