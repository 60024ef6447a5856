-- Folders of music, each a tree of its own.
CREATE TABLE library (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    scan_started_at BIGINT NOT NULL DEFAULT 0,
    scan_ended_at BIGINT NOT NULL DEFAULT 0,
    -- 'quick' or 'full' while a scan is running, so that one cut short is taken up again; else empty
    scan_unfinished TEXT NOT NULL DEFAULT ''
);

-- Folders as they were last seen. `digest` covers names, sizes and times of what lies in them.
CREATE TABLE folder (
    id TEXT PRIMARY KEY NOT NULL,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    parent_id TEXT NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    digest TEXT NOT NULL,
    -- JSON list of file names
    images TEXT NOT NULL,
    song_count INTEGER NOT NULL,
    missing BOOLEAN NOT NULL,
    modified_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX folder_by_path ON folder (library_id, path);
CREATE INDEX folder_by_parent ON folder (parent_id, name);

-- `seq` is the order of arrival: the key of the search index, and the order in which everything is listed.
CREATE TABLE song (
    seq BIGINT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    pid TEXT NOT NULL,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    folder_id TEXT NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL,
    album_id TEXT NOT NULL,
    album TEXT NOT NULL,
    artist TEXT NOT NULL,
    artist_id TEXT NOT NULL,
    album_artist TEXT NOT NULL,
    -- 0 where unknown, so that both engines list alike
    track INTEGER NOT NULL,
    disc INTEGER NOT NULL,
    year INTEGER NOT NULL,
    order_title TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    suffix TEXT NOT NULL,
    duration DOUBLE PRECISION NOT NULL,
    bit_rate INTEGER NOT NULL,
    sample_rate INTEGER NOT NULL,
    bit_depth INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    codec TEXT NOT NULL,
    has_picture BOOLEAN NOT NULL,
    -- JSON: credits, genres and whatever else is shown but not searched
    details TEXT NOT NULL,
    -- JSON: what the album is made of (dates, disc titles, sort names)
    release TEXT NOT NULL,
    average_rating DOUBLE PRECISION NOT NULL DEFAULT 0,
    missing BOOLEAN NOT NULL,
    modified_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX song_by_id ON song (id);
CREATE UNIQUE INDEX song_by_path ON song (library_id, path);
CREATE INDEX song_by_pid ON song (pid);
CREATE INDEX song_by_folder ON song (folder_id);
CREATE INDEX song_by_album ON song (album_id, disc, track);
CREATE INDEX song_present ON song (missing, library_id, seq);
CREATE INDEX song_by_title ON song (order_title);

CREATE TABLE lyrics (
    song_id TEXT PRIMARY KEY NOT NULL,
    -- JSON list of sets
    sets TEXT NOT NULL
);

CREATE TABLE album (
    seq BIGINT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    artist TEXT NOT NULL,
    artist_id TEXT NOT NULL,
    sort_name TEXT COLLATE "C" NOT NULL,
    order_name TEXT COLLATE "C" NOT NULL,
    order_artist TEXT COLLATE "C" NOT NULL,
    -- as shown: of the original release where known
    year INTEGER NOT NULL,
    -- of its recordings
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL,
    -- original date, then release date
    order_year TEXT COLLATE "C" NOT NULL,
    song_count INTEGER NOT NULL,
    duration DOUBLE PRECISION NOT NULL,
    size BIGINT NOT NULL,
    compilation BOOLEAN NOT NULL,
    mbz_id TEXT NOT NULL,
    -- JSON: artists, genres, dates, discs
    extra TEXT NOT NULL,
    cover TEXT NOT NULL,
    average_rating DOUBLE PRECISION NOT NULL DEFAULT 0,
    missing BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX album_by_id ON album (id);
CREATE INDEX album_present ON album (missing, library_id, seq);
CREATE INDEX album_by_name ON album (missing, order_name, order_artist, order_year, seq);
CREATE INDEX album_by_artist ON album (missing, compilation, order_artist, order_name, order_year, seq);
CREATE INDEX album_by_year ON album (missing, order_year, order_name, seq);
CREATE INDEX album_by_created ON album (missing, created_at, seq);
CREATE INDEX album_by_modified ON album (missing, modified_at, seq);

CREATE TABLE artist (
    seq BIGINT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sort_name TEXT COLLATE "C" NOT NULL,
    order_name TEXT COLLATE "C" NOT NULL,
    mbz_id TEXT NOT NULL,
    image TEXT NOT NULL,
    image_library_id INTEGER NOT NULL,
    average_rating DOUBLE PRECISION NOT NULL DEFAULT 0,
    missing BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX artist_by_id ON artist (id);
CREATE INDEX artist_by_name ON artist (missing, order_name, seq);

-- Who does what on which song, and so on which album; present songs only where counted.
CREATE TABLE song_credit (
    song_seq BIGINT NOT NULL,
    artist_id TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (artist_id, role, song_seq)
);
CREATE INDEX song_credit_by_song ON song_credit (song_seq);

CREATE TABLE album_credit (
    album_id TEXT NOT NULL,
    artist_id TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (artist_id, role, album_id)
);
CREATE INDEX album_credit_by_album ON album_credit (album_id);

CREATE TABLE artist_count (
    artist_id TEXT NOT NULL,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    song_count INTEGER NOT NULL,
    album_count INTEGER NOT NULL,
    PRIMARY KEY (artist_id, role, library_id)
);

CREATE TABLE genre (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL
);

CREATE TABLE genre_count (
    genre_id TEXT NOT NULL,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    song_count INTEGER NOT NULL,
    album_count INTEGER NOT NULL,
    PRIMARY KEY (genre_id, library_id)
);

CREATE TABLE song_genre (
    song_seq BIGINT NOT NULL,
    genre_id TEXT NOT NULL,
    PRIMARY KEY (genre_id, song_seq)
);
CREATE INDEX song_genre_by_song ON song_genre (song_seq);

CREATE TABLE album_genre (
    album_id TEXT NOT NULL,
    genre_id TEXT NOT NULL,
    PRIMARY KEY (genre_id, album_id)
);
CREATE INDEX album_genre_by_album ON album_genre (album_id);

-- Listeners.
CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    -- the name folded for comparison: two names that differ in case only are one
    login TEXT NOT NULL,
    email TEXT NOT NULL,
    -- sealed under the server's key; never the password itself
    password TEXT NOT NULL,
    -- JSON
    roles TEXT NOT NULL,
    max_bit_rate INTEGER NOT NULL,
    scrobbling BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_access_at BIGINT
);
CREATE UNIQUE INDEX account_by_login ON account (login);

CREATE TABLE account_library (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    PRIMARY KEY (account_id, library_id)
);

-- What listeners think: plays, stars and ratings outlive rescans, moves and missing files.
CREATE TABLE annotation (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    item_id TEXT NOT NULL,
    play_count BIGINT NOT NULL,
    played_at BIGINT,
    rating INTEGER NOT NULL,
    rated_at BIGINT,
    starred_at BIGINT,
    PRIMARY KEY (account_id, kind, item_id)
);
CREATE INDEX annotation_by_item ON annotation (item_id, kind);
CREATE INDEX annotation_by_play ON annotation (account_id, kind, played_at);
CREATE INDEX annotation_by_star ON annotation (account_id, kind, starred_at);

CREATE TABLE scrobble (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    played_at BIGINT NOT NULL,
    song_id TEXT NOT NULL,
    client TEXT NOT NULL,
    PRIMARY KEY (account_id, played_at, song_id)
);

CREATE TABLE bookmark (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    song_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    comment TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, song_id)
);

CREATE TABLE play_queue (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- JSON list of song ids
    songs TEXT NOT NULL,
    current INTEGER NOT NULL,
    position BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE playlist (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    comment TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    public BOOLEAN NOT NULL,
    -- the file it is kept in step with, relative to its library; empty for one made by a listener
    path TEXT COLLATE "C" NOT NULL,
    library_id INTEGER NOT NULL,
    sync BOOLEAN NOT NULL,
    -- of the file, at its last import
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX playlist_by_account ON playlist (account_id);
CREATE INDEX playlist_by_path ON playlist (library_id, path);

CREATE TABLE playlist_entry (
    playlist_id TEXT NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    song_id TEXT NOT NULL,
    PRIMARY KEY (playlist_id, position)
);
CREATE INDEX playlist_entry_by_song ON playlist_entry (song_id);

CREATE TABLE radio (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    stream_url TEXT NOT NULL,
    home_page_url TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Files that could not be read, or only in part, for the administrator to see.
CREATE TABLE scan_problem (
    library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
    path TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    PRIMARY KEY (library_id, path)
);

CREATE TABLE property (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- Full text: folded words, keyed by `seq`.
CREATE TABLE song_words (seq BIGINT PRIMARY KEY NOT NULL, words TSVECTOR NOT NULL);
CREATE INDEX song_words_found ON song_words USING GIN (words);
CREATE TABLE album_words (seq BIGINT PRIMARY KEY NOT NULL, words TSVECTOR NOT NULL);
CREATE INDEX album_words_found ON album_words USING GIN (words);
CREATE TABLE artist_words (seq BIGINT PRIMARY KEY NOT NULL, words TSVECTOR NOT NULL);
CREATE INDEX artist_words_found ON artist_words USING GIN (words);
