# Completion of sseserve for fish: options and files.
complete -c sseserve -f
complete -c sseserve -l listen -x -a '127.0.0.1:8080' -d 'where to listen'
complete -c sseserve -l url -x -d 'what readers see behind a proxy'
complete -c sseserve -l trust-proxy -d 'X-Forwarded-For says who asks'
complete -c sseserve -l title -x -d 'the name of the archive'
complete -c sseserve -l time-limit -x -d 'milliseconds of a search'
complete -c sseserve -l cors -x -d 'pages of that origin may use the API'
complete -c sseserve -l synonyms -r -F -d 'synonyms to use'
complete -c sseserve -l db -r -F -d 'the index'
complete -c sseserve -l config -r -F -d 'the configuration'
complete -c sseserve -s q -l quiet -d 'no access log'
complete -c sseserve -s h -l help -d 'print a summary'
complete -c sseserve -s V -l version -d 'print the version'
