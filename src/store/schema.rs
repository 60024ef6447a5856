//! The tables, as the migrations make them. `tests/it/store/schema_parity.rs` holds the two engines to one shape.

diesel::table! {
    library (id) {
        id -> Integer,
        name -> Text,
        path -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        scan_started_at -> BigInt,
        scan_ended_at -> BigInt,
        scan_unfinished -> Text,
    }
}

diesel::table! {
    folder (id) {
        id -> Text,
        library_id -> Integer,
        parent_id -> Text,
        path -> Text,
        name -> Text,
        digest -> Text,
        images -> Text,
        song_count -> Integer,
        missing -> Bool,
        modified_at -> BigInt,
    }
}

diesel::table! {
    song (seq) {
        seq -> BigInt,
        id -> Text,
        pid -> Text,
        library_id -> Integer,
        folder_id -> Text,
        path -> Text,
        title -> Text,
        album_id -> Text,
        album -> Text,
        artist -> Text,
        artist_id -> Text,
        album_artist -> Text,
        track -> Integer,
        disc -> Integer,
        year -> Integer,
        order_title -> Text,
        size -> BigInt,
        suffix -> Text,
        duration -> Double,
        bit_rate -> Integer,
        sample_rate -> Integer,
        bit_depth -> Integer,
        channels -> Integer,
        codec -> Text,
        has_picture -> Bool,
        details -> Text,
        release -> Text,
        average_rating -> Double,
        missing -> Bool,
        modified_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    lyrics (song_id) {
        song_id -> Text,
        sets -> Text,
    }
}

diesel::table! {
    album (seq) {
        seq -> BigInt,
        id -> Text,
        library_id -> Integer,
        name -> Text,
        artist -> Text,
        artist_id -> Text,
        sort_name -> Text,
        order_name -> Text,
        order_artist -> Text,
        year -> Integer,
        first_year -> Integer,
        last_year -> Integer,
        order_year -> Text,
        song_count -> Integer,
        duration -> Double,
        size -> BigInt,
        compilation -> Bool,
        mbz_id -> Text,
        extra -> Text,
        cover -> Text,
        average_rating -> Double,
        missing -> Bool,
        created_at -> BigInt,
        modified_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    artist (seq) {
        seq -> BigInt,
        id -> Text,
        name -> Text,
        sort_name -> Text,
        order_name -> Text,
        mbz_id -> Text,
        image -> Text,
        image_library_id -> Integer,
        average_rating -> Double,
        missing -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    song_credit (artist_id, role, song_seq) {
        song_seq -> BigInt,
        artist_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    album_credit (artist_id, role, album_id) {
        album_id -> Text,
        artist_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    artist_count (artist_id, role, library_id) {
        artist_id -> Text,
        library_id -> Integer,
        role -> Text,
        song_count -> Integer,
        album_count -> Integer,
    }
}

diesel::table! {
    genre (id) {
        id -> Text,
        name -> Text,
    }
}

diesel::table! {
    genre_count (genre_id, library_id) {
        genre_id -> Text,
        library_id -> Integer,
        song_count -> Integer,
        album_count -> Integer,
    }
}

diesel::table! {
    song_genre (genre_id, song_seq) {
        song_seq -> BigInt,
        genre_id -> Text,
    }
}

diesel::table! {
    album_genre (genre_id, album_id) {
        album_id -> Text,
        genre_id -> Text,
    }
}

diesel::table! {
    account (id) {
        id -> Text,
        name -> Text,
        login -> Text,
        email -> Text,
        password -> Text,
        roles -> Text,
        max_bit_rate -> Integer,
        scrobbling -> Bool,
        created_at -> BigInt,
        updated_at -> BigInt,
        last_access_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    account_library (account_id, library_id) {
        account_id -> Text,
        library_id -> Integer,
    }
}

diesel::table! {
    annotation (account_id, kind, item_id) {
        account_id -> Text,
        kind -> Text,
        item_id -> Text,
        play_count -> BigInt,
        played_at -> Nullable<BigInt>,
        rating -> Integer,
        rated_at -> Nullable<BigInt>,
        starred_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    scrobble (account_id, played_at, song_id) {
        account_id -> Text,
        played_at -> BigInt,
        song_id -> Text,
        client -> Text,
    }
}

diesel::table! {
    bookmark (account_id, song_id) {
        account_id -> Text,
        song_id -> Text,
        position -> BigInt,
        comment -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    play_queue (account_id) {
        account_id -> Text,
        songs -> Text,
        current -> Integer,
        position -> BigInt,
        changed_by -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    playlist (id) {
        id -> Text,
        name -> Text,
        comment -> Text,
        account_id -> Text,
        public -> Bool,
        path -> Text,
        library_id -> Integer,
        sync -> Bool,
        digest -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    playlist_entry (playlist_id, position) {
        playlist_id -> Text,
        position -> Integer,
        song_id -> Text,
    }
}

diesel::table! {
    radio (id) {
        id -> Text,
        name -> Text,
        stream_url -> Text,
        home_page_url -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    scan_problem (library_id, path) {
        library_id -> Integer,
        path -> Text,
        kind -> Text,
        message -> Text,
        found_at -> BigInt,
    }
}

diesel::table! {
    property (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    library,
    folder,
    song,
    lyrics,
    album,
    artist,
    song_credit,
    album_credit,
    artist_count,
    genre,
    genre_count,
    song_genre,
    album_genre,
    account,
    account_library,
    annotation,
    scrobble,
    bookmark,
    play_queue,
    playlist,
    playlist_entry,
    radio,
    scan_problem,
    property,
);
