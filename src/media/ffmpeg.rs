//! A transcoder that lets ffmpeg do the work, one process a song.
//!
//! The command line is a list of arguments that no shell reads, and nothing a client says gets into it but numbers and
//! one of four formats. Files are untrusted: a text named `song.mp3` can be a playlist to ffmpeg, which then would open
//! what it names. So ffmpeg may read only files, and only the kinds of files that hold sound themselves.

use super::decision::{Format, Target};
use super::transcoder::{ByteStream, Error, Job, Transcoder};
use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use std::ffi::OsString;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;

/// ffmpeg's names for the kinds of files it may read: what the scanner takes for music, and nothing that refers to other
/// files (`concat`, `hls`, `dash` and the like).
const CONTAINERS: &str = "aac,aiff,ape,asf,caf,dsf,flac,iff,matroska,mov,mp3,mpc,mpc8,ogg,shn,tak,tta,w64,wav,wv";
/// Bytes read at once.
const CHUNK: usize = 32 << 10;
/// ffmpeg is given up when it has made nothing for so long although somebody waits.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of complaints that are kept for the log.
const MOST_COMPLAINTS: usize = 4 << 10;

/// An ffmpeg on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    program: PathBuf,
}

impl Ffmpeg {
    /// The configured program, or `ffmpeg` where none is configured. A name without a folder is sought in `folders`, in
    /// their order. `None` where there is no such program.
    pub fn find(configured: &Path, folders: &[PathBuf]) -> Option<Self> {
        let name = if configured.as_os_str().is_empty() { Path::new("ffmpeg") } else { configured };
        let candidates = if name.components().count() > 1 {
            vec![name.to_owned()]
        } else {
            folders.iter().map(|folder| folder.join(name)).collect()
        };
        let program = candidates.into_iter().find(|candidate| is_program(candidate))?;
        Some(Self { program: std::path::absolute(program).ok()? })
    }

    /// Where it is.
    pub fn program(&self) -> &Path {
        &self.program
    }

    fn spawn(&self, job: &Job) -> io::Result<Running> {
        let mut child = Command::new(&self.program)
            .args(arguments(&job.file, &job.target))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(output), Some(complaints)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(io::Error::other("ffmpeg has no output"));
        };
        Ok(Running { child, output, complaints: tokio::spawn(first_bytes(complaints)), file: job.file.clone() })
    }
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

impl Transcoder for Ffmpeg {
    fn start(&self, job: Job) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            let mut running = self.spawn(&job)?;
            // a file that ffmpeg cannot read is an error to tell, not a song that breaks off
            let Some(first) = running.next().await? else { return Ok(Box::pin(stream::empty()) as ByteStream) };
            let rest = stream::try_unfold(running, |mut running| async move {
                Ok(running.next().await?.map(|chunk| (chunk, running)))
            });
            Ok(Box::pin(stream::once(async { Ok(first) }).chain(rest)) as ByteStream)
        })
    }

    fn formats(&self) -> &'static [Format] {
        &Format::ALL
    }
}

/// The command line without the program's name.
fn arguments(file: &Path, target: &Target) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::with_capacity(32);
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(OsString::from));
    add(&["-nostdin", "-hide_banner", "-v", "error"]);
    add(&["-protocol_whitelist", "file", "-format_whitelist", CONTAINERS]);
    if !target.offset.is_zero() {
        add(&["-ss", &format!("{:.3}", target.offset.as_secs_f64())]);
    }
    // the protocol is named, so that a file's own name cannot name another
    let mut input = OsString::from("file:");
    input.push(file);
    arguments.extend([OsString::from("-i"), input]);
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(OsString::from));
    // Ogg has its tags with the stream; chapters would stand at their old times
    add(&["-map", "0:a:0", "-map_metadata", "0", "-map_metadata", "0:s:a:0", "-map_chapters", "-1"]);
    if let Some(bit_rate) = target.bit_rate {
        // more than two channels are too many for MP3, and some arrangements of them for Opus
        add(&["-af", "aformat=channel_layouts=mono|stereo", "-b:a", &format!("{bit_rate}k")]);
    }
    add(match target.format {
        Format::Mp3 => &["-c:a", "libmp3lame", "-f", "mp3"],
        Format::Opus => &["-c:a", "libopus", "-f", "opus"],
        Format::Aac => &["-c:a", "aac", "-f", "adts"],
        Format::Flac => &["-c:a", "flac", "-f", "flac"],
    });
    add(&["pipe:1"]);
    arguments
}

/// A process at work, killed when this is dropped.
struct Running {
    child: Child,
    output: ChildStdout,
    complaints: JoinHandle<String>,
    file: PathBuf,
}

impl Running {
    /// What it makes next; `None` when the song is whole.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = tokio::time::timeout(PATIENCE, self.output.read_buf(&mut chunk)).await;
        let stuck = |_| io::Error::new(io::ErrorKind::TimedOut, "ffmpeg made nothing for a long time");
        if read.map_err(stuck).flatten().inspect_err(|error| self.complain(&error.to_string(), ""))? > 0 {
            return Ok(Some(chunk.freeze()));
        }
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await.map_err(stuck)??;
        if status.success() {
            return Ok(None);
        }
        let complaints = (&mut self.complaints).await.unwrap_or_default();
        self.complain(&status.to_string(), &complaints);
        Err(io::Error::other(format!("ffmpeg ended with {status}")))
    }

    fn complain(&self, reason: &str, complaints: &str) {
        // as debug text, since names of files and tags may hold line breaks
        tracing::warn!(file = ?self.file, reason, complaints = ?complaints.trim_end(), "a song could not be transcoded");
    }
}

/// The first bytes of what is said; the rest is read too, so that the speaker does not wait for ever.
async fn first_bytes(mut from: impl AsyncRead + Unpin) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; 1024];
    while let Ok(read @ 1..) = from.read(&mut chunk).await {
        let room = MOST_COMPLAINTS - kept.len();
        kept.extend_from_slice(&chunk[..read.min(room)]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::fs;

    fn target(format: Format, bit_rate: Option<u32>, offset: f64) -> Target {
        Target { format, bit_rate, offset: Duration::from_secs_f64(offset) }
    }

    fn line(file: &str, target: Target) -> String {
        arguments(Path::new(file), &target).join(OsStr::new(" ")).into_string().unwrap()
    }

    #[test]
    fn the_command_line_names_the_format_the_rate_and_the_offset() {
        let opus = line("/m/a.flac", target(Format::Opus, Some(96), 50.25));
        assert!(opus.contains(" -ss 50.250 -i file:/m/a.flac -map 0:a:0 "), "{opus}");
        assert!(opus.ends_with(" -b:a 96k -c:a libopus -f opus pipe:1"), "{opus}");
        let flac = line("/m/a.mp3", target(Format::Flac, None, 0.0));
        assert!(
            flac.ends_with(" -c:a flac -f flac pipe:1") && !flac.contains("-ss") && !flac.contains("-b:a"),
            "{flac}"
        );
    }

    #[test]
    fn a_files_name_is_one_argument_that_begins_with_its_protocol() {
        for name in ["/m/-i.mp3", "/m/a b\n\"c\" 'd' $(e).mp3", "concat:/etc/passwd|b.mp3", "-f"] {
            let arguments = arguments(Path::new(name), &target(Format::Mp3, Some(128), 0.0));
            let before = arguments.iter().position(|argument| argument == "-i").unwrap();
            assert_eq!(arguments[before + 1], *format!("file:{name}"));
        }
    }

    #[test]
    fn a_program_is_found_by_its_place_or_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (program, text) = (folder.path().join("ffmpeg"), folder.path().join("ffprobe"));
        fs::write(&program, "").unwrap();
        fs::write(&text, "").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&text, fs::Permissions::from_mode(0o644)).unwrap();
        let folders = [PathBuf::from("/nowhere"), folder.path().to_owned()];
        let find = |configured: &Path, folders| Ffmpeg::find(configured, folders).map(|ffmpeg| ffmpeg.program);
        assert_eq!(find(Path::new(""), &folders), Some(program.clone()));
        assert_eq!(find(Path::new("ffmpeg"), &folders), Some(program.clone()));
        assert_eq!(find(&program, &[]), Some(program));
        assert_eq!(find(Path::new(""), &[]), None);
        assert_eq!(find(Path::new("ffprobe"), &folders), None, "it may not be run");
        assert_eq!(find(folder.path(), &folders), None, "a folder is no program");
    }

    #[tokio::test]
    async fn complaints_are_kept_to_a_bound_and_read_to_the_end() {
        let endless = vec![b'x'; 3 * MOST_COMPLAINTS];
        let mut from = endless.as_slice();
        assert_eq!(first_bytes(&mut from).await.len(), MOST_COMPLAINTS);
        assert!(from.is_empty());
    }
}
