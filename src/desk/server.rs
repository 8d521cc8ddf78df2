//! The server of the desk: on this computer only, for the browser that was given the address only.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as Parts, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use banmian::diagnostic::Diagnostic;
use banmian::job::{self, Order, Shown, Threads};
use banmian::message::{Lang, Message};
use banmian::report::MAX_PHOTO_BYTES;
use banmian::say;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::BroadcastStream;

use super::actions::{self, Candidates, StyleChange, What};
use super::ops::Op;
use super::session::{Refused, Session, Which};
use super::{begin, view, web};

/// An edit may have so many bytes.
const MOST_EDIT_BYTES: usize = 8 * 1024 * 1024;
/// Files are looked at so often for changes outside.
const LOOK: Duration = Duration::from_millis(500);
/// It is asked so often whether a page is to be made up.
const SETTLE: Duration = Duration::from_millis(40);
/// Pages of so many last versions can still be asked for.
const SHOWN: usize = 3;
/// Small pictures of photos are so wide at the most.
const MOST_WIDTH: u32 = 1600;

/// Everything that the server knows.
pub struct Desk {
    /// Nothing is written outside this folder.
    folder: PathBuf,
    lang: Lang,
    session: Mutex<Option<Session>>,
    /// The pages that were shown last, so that they are drawn while the next are being made.
    shown: RwLock<Vec<Arc<Shown>>>,
    candidates: Mutex<(u64, Candidates)>,
    /// The pages of a version as the press prints them.
    soft_proofs: Mutex<(u64, Vec<Vec<u8>>)>,
    made: Mutex<Vec<PathBuf>>,
    events: broadcast::Sender<String>,
    /// Where it listens: what a browser on this computer says in `Host`.
    hosts: Vec<String>,
}

type Answer = Result<Response, Fault>;

/// Why something was not done.
struct Fault(StatusCode, Value);

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        (self.0, told(self.1)).into_response()
    }
}

impl Desk {
    /// A desk for a folder, with a report of it open where there is one.
    pub fn new(folder: &Path, report: Option<&Path>, port: u16, lang: Lang) -> Result<Self, Vec<Diagnostic>> {
        let session = report.map(Session::open).transpose()?;
        let desk = Self {
            folder: folder.to_path_buf(),
            lang,
            session: Mutex::new(session),
            shown: RwLock::default(),
            candidates: Mutex::default(),
            soft_proofs: Mutex::default(),
            made: Mutex::default(),
            events: broadcast::channel(16).0,
            hosts: ["127.0.0.1", "localhost"].map(|host| format!("{host}:{port}")).to_vec(),
        };
        if let Some(session) = &*desk.session() {
            desk.keep_shown(session);
        }
        Ok(desk)
    }

    fn session(&self) -> std::sync::MutexGuard<'_, Option<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job of the report that is open. What takes long is done without holding the session: letters go on.
    fn order(&self) -> Result<Order, Fault> {
        let order = self.session().as_ref().map(Session::order);
        order.ok_or_else(|| self.fault(StatusCode::NOT_FOUND, &say!("desk.nothing-open")))
    }

    fn keep_shown(&self, session: &Session) {
        let Some(shown) = &session.made.shown else { return };
        let mut kept = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if kept.last().is_none_or(|last| !Arc::ptr_eq(last, shown)) {
            kept.push(Arc::clone(shown));
            let over = kept.len().saturating_sub(SHOWN);
            kept.drain(..over);
        }
    }

    fn fault(&self, status: StatusCode, message: &Message) -> Fault {
        Fault(status, json!({ "error": message.text(self.lang), "hints": [] }))
    }

    fn findings(&self, status: StatusCode, findings: &[Diagnostic]) -> Fault {
        let first = findings.first();
        let error = first.map(|finding| finding.message.text(self.lang)).unwrap_or_default();
        let hints: Vec<String> =
            findings.iter().flat_map(|one| &one.hints).map(|hint| hint.text(self.lang)).collect();
        let all: Vec<Value> = findings.iter().map(|one| view::finding(one, None, self.lang)).collect();
        Fault(status, json!({ "error": error, "hints": hints, "findings": all }))
    }

    /// Does something with the open session and answers with the view that comes of it.
    fn change(
        &self,
        with_report: bool,
        caret: Option<&Caret>,
        act: impl FnOnce(&mut Session) -> Result<(), Refused>,
    ) -> Answer {
        let start = Instant::now();
        let mut session = self.session();
        let Some(session) = session.as_mut() else {
            return Err(self.fault(StatusCode::NOT_FOUND, &say!("desk.nothing-open")));
        };
        // What was just written outside is not written over.
        if session.is_written_outside() {
            session.look();
        }
        match act(session) {
            Ok(()) => {}
            Err(Refused::Older) => {
                let now = view::view(session, self.lang, true, None);
                return Ok((StatusCode::CONFLICT, typed("application/json", now, false)).into_response());
            }
            Err(Refused::Wrong(message)) => {
                return Err(self.fault(StatusCode::UNPROCESSABLE_ENTITY, &message));
            }
            Err(Refused::Unwritable(findings)) => {
                return Err(self.findings(StatusCode::INSUFFICIENT_STORAGE, &findings));
            }
        }
        self.keep_shown(session);
        let caret = caret.map(|caret| (caret.pointer.as_str(), caret.offset));
        let now = view::view(session, self.lang, with_report, caret);
        // Other windows on the same desk.
        if self.events.receiver_count() > 1 {
            self.tell(session, true);
        }
        let took = format!("edit;dur={}", start.elapsed().as_millis());
        Ok(([("server-timing", took)], typed("application/json", now, false)).into_response())
    }

    fn tell(&self, session: &Session, with_report: bool) {
        let _ = self.events.send(view::view(session, self.lang, with_report, None));
    }

    /// Makes the page up that is to be made up, while edits go on.
    fn settle(&self, threads: &Threads) {
        let pending = self.session().as_ref().and_then(Session::pending);
        let Some(pending) = pending else { return };
        let settled = pending.make(threads);
        if let Some(session) = self.session().as_mut()
            && session.settle(settled)
        {
            self.keep_shown(session);
            self.tell(session, false);
        }
    }

    /// Looks at the files from time to time.
    fn look(&self) {
        let mut session = self.session();
        if let Some(session) = session.as_mut()
            && session.look()
        {
            self.keep_shown(session);
            self.tell(session, true);
        }
    }
}

/// Serves a desk until the program ends.
///
/// # Errors
/// When the system does not let it.
pub async fn serve(desk: Arc<Desk>, listener: TcpListener, token: &str) -> std::io::Result<()> {
    let looking = Arc::clone(&desk);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK);
            looking.look();
        }
    });
    let settling = Arc::clone(&desk);
    std::thread::spawn(move || {
        // One thread: the letters that are typed meanwhile have the others.
        let threads = Threads::new(1);
        loop {
            std::thread::sleep(SETTLE);
            settling.settle(&threads);
        }
    });
    #[expect(clippy::cast_possible_truncation, reason = "some megabytes")]
    let most = MAX_PHOTO_BYTES as usize + 1;
    let under = |path: &str| format!("/{token}{path}");
    let router = Router::new()
        .route(&under("/"), get(index))
        .route(&under("/{*file}"), get(file))
        .route(&under("/view"), get(whole_view))
        .route(&under("/edit"), post(edit).layer(DefaultBodyLimit::max(MOST_EDIT_BYTES)))
        .route(&under("/undo"), post(undo))
        .route(&under("/redo"), post(redo))
        .route(&under("/fix"), post(fix))
        .route(&under("/outside"), post(outside))
        .route(&under("/cell/{page}/{column}/{row}/{hash}"), get(cell))
        .route(&under("/soft-proof/{page}/{version}"), get(soft_proof))
        .route(&under("/at"), get(at))
        .route(&under("/boxes"), get(boxes))
        .route(&under("/photo/{index}"), get(photo))
        .route(&under("/photos"), post(add_photo).layer(DefaultBodyLimit::max(most)))
        .route(&under("/events"), get(events))
        .route(&under("/candidates"), get(candidates).post(take_candidate))
        .route(&under("/candidate/{name}"), get(candidate))
        .route(&under("/lock"), post(lock))
        .route(&under("/style"), get(style).post(change_style))
        .route(&under("/make"), post(make))
        .route(&under("/made/{number}/{name}"), get(made))
        .route(&under("/reports"), get(reports))
        .route(&under("/open"), post(open))
        .route(&under("/begin"), post(begin_new))
        .route(&under("/import"), post(import).layer(DefaultBodyLimit::max(most)))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk);
    axum::serve(listener, router).await
}

/// What may be loaded by the page, and from where.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses what does not come from this computer's browser with this page.
async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    if !is_own(&desk, request.method(), request.headers()) {
        return desk.fault(StatusCode::FORBIDDEN, &say!("desk.foreign")).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a request is the desk's own: another `Host` is a name that was bent to this address, another `Origin` is a foreign
/// page.
fn is_own(desk: &Desk, method: &Method, headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = header("host").unwrap_or_default();
    let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|origin| origin == host);
    let from = header("sec-fetch-site");
    desk.hosts.iter().any(|known| known == host)
        && header("origin").map_or(method == Method::GET, own)
        && !matches!(from, Some("cross-site" | "same-site"))
}

/// Works on a thread that may wait.
async fn work(desk: Arc<Desk>, act: impl FnOnce(&Desk) -> Answer + Send + 'static) -> Answer {
    let lang = desk.lang;
    let done = tokio::task::spawn_blocking(move || act(&desk)).await;
    done.unwrap_or_else(|_| {
        let message = say!("fault").text(lang);
        Err(Fault(StatusCode::INTERNAL_SERVER_ERROR, json!({ "error": message, "hints": [] })))
    })
}

/// The same with what is asked for in a body of JSON.
async fn asked<T: DeserializeOwned + Send + 'static>(
    desk: Arc<Desk>,
    headers: &HeaderMap,
    body: &[u8],
    act: impl FnOnce(&Desk, T) -> Answer + Send + 'static,
) -> Answer {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(desk.fault(StatusCode::UNSUPPORTED_MEDIA_TYPE, &say!("desk.not-json")));
    }
    let wanted = serde_json::from_slice(body)
        .map_err(|_| desk.fault(StatusCode::BAD_REQUEST, &say!("desk.not-json")))?;
    work(desk, move |desk| act(desk, wanted)).await
}

fn typed(kind: &'static str, bytes: impl Into<axum::body::Body>, forever: bool) -> Response {
    let cache = if forever { "private, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], bytes.into()).into_response()
}

fn told(value: Value) -> Response {
    typed("application/json", value.to_string(), false)
}

async fn index() -> Response {
    file(Parts("index.html".to_owned())).await
}

async fn file(Parts(path): Parts<String>) -> Response {
    web::file(&path)
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |(kind, bytes)| typed(kind, bytes, false))
}

async fn whole_view(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| {
        let session = desk.session();
        let none = || json!({ "open": null }).to_string();
        let now = session.as_ref().map_or_else(none, |session| view::view(session, desk.lang, true, None));
        Ok(typed("application/json", now, false))
    })
    .await
}

#[derive(Deserialize)]
struct Caret {
    pointer: String,
    offset: usize,
}

#[derive(Deserialize)]
struct Edit {
    after: u64,
    ops: Vec<Op>,
    caret: Option<Caret>,
}

async fn edit(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Edit { after, ops, caret }: Edit| {
        let field = caret.as_ref().map(|caret| caret.pointer.clone());
        desk.change(false, caret.as_ref(), |session| session.edit(after, &ops, field.as_deref()))
    })
    .await
}

async fn undo(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| desk.change(true, None, |session| session.step(true))).await
}

async fn redo(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| desk.change(true, None, |session| session.step(false))).await
}

#[derive(Deserialize)]
struct One {
    take: Which,
}

async fn outside(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, One { take }: One| {
        desk.change(true, None, |session| session.keep_one(take))
    })
    .await
}

#[derive(Deserialize)]
struct Fix {
    fix: usize,
}

async fn fix(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Fix { fix }: Fix| {
        desk.change(true, None, |session| actions::fix(session, fix))
    })
    .await
}

#[derive(Deserialize)]
struct Scale {
    scale: Option<f64>,
}

async fn cell(
    State(desk): State<Arc<Desk>>,
    Parts((page, column, row, hash)): Parts<(usize, usize, usize, String)>,
    Query(Scale { scale }): Query<Scale>,
) -> Answer {
    work(desk, move |desk| {
        let none = || desk.fault(StatusCode::NOT_FOUND, &say!("desk.no-cell"));
        let wanted = hash
            .strip_suffix(".png")
            .and_then(|hash| u128::from_str_radix(hash, 16).ok())
            .ok_or_else(none)?;
        let kept = desk.shown.read().unwrap_or_else(PoisonError::into_inner).clone();
        let has = |shown: &&Arc<Shown>| {
            shown.cells.get(page).and_then(|rows| rows.get(row)?.get(column)) == Some(&wanted)
        };
        let shown = kept.iter().rev().find(has).ok_or_else(none)?;
        let png = shown.png(page, (column, row), scale.unwrap_or(1.0)).ok_or_else(none)?;
        Ok(typed("image/png", png, true))
    })
    .await
}

/// The resolution of soft proofs (pixels to the inch).
const SOFT_PROOF_PPI: f64 = 144.0;

async fn soft_proof(State(desk): State<Arc<Desk>>, Parts((page, version)): Parts<(usize, u64)>) -> Answer {
    work(desk, move |desk| {
        let none = || desk.fault(StatusCode::NOT_FOUND, &say!("desk.no-soft-proof"));
        let made = {
            let session = desk.session();
            let session =
                session.as_ref().filter(|session| session.version == version && session.made.settled);
            let made = session.map(|session| (session.made.opened.clone(), session.made.outcome.clone()));
            made.and_then(|(opened, outcome)| opened.zip(outcome)).ok_or_else(none)?
        };
        // The second page waits for the first, and has it.
        let mut kept = desk.soft_proofs.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != version || kept.1.is_empty() {
            let pages = job::soft_proofs(&made.0, &made.1, SOFT_PROOF_PPI)
                .map_err(|findings| desk.findings(StatusCode::UNPROCESSABLE_ENTITY, &findings))?;
            *kept = (version, pages);
        }
        let png = kept.1.get(page).cloned().ok_or_else(none)?;
        Ok(typed("image/png", png, false))
    })
    .await
}

#[derive(Deserialize)]
struct Point {
    page: usize,
    x: f64,
    y: f64,
}

async fn at(State(desk): State<Arc<Desk>>, Query(point): Query<Point>) -> Answer {
    work(desk, move |desk| {
        let session = desk.session();
        let found =
            session.as_ref().map_or(Value::Null, |session| view::at(session, point.page, point.x, point.y));
        Ok(told(found))
    })
    .await
}

#[derive(Deserialize)]
struct Field {
    pointer: String,
    offset: Option<usize>,
}

async fn boxes(State(desk): State<Arc<Desk>>, Query(field): Query<Field>) -> Answer {
    work(desk, move |desk| {
        let session = desk.session();
        let shown = session.as_ref().and_then(|session| Some((session, session.made.shown.as_ref()?)));
        let value = shown.map_or_else(
            || json!({ "boxes": [], "caret": null }),
            |(session, shown)| {
                let caret = field
                    .offset
                    .and_then(|offset| view::caret_of(session, &shown.map, &field.pointer, offset));
                json!({ "boxes": view::boxes(&shown.map, &field.pointer), "caret": caret })
            },
        );
        Ok(told(value))
    })
    .await
}

#[derive(Deserialize)]
struct Width {
    width: Option<u32>,
}

async fn photo(
    State(desk): State<Arc<Desk>>,
    Parts(index): Parts<usize>,
    Query(Width { width }): Query<Width>,
) -> Answer {
    work(desk, move |desk| {
        let none = || desk.fault(StatusCode::NOT_FOUND, &say!("desk.no-photo"));
        let bytes = {
            let session = desk.session();
            let opened = session.as_ref().and_then(|session| session.made.opened.clone());
            let opened = opened.ok_or_else(none)?;
            opened.edition.photos.get(index).ok_or_else(none)?.bytes.clone()
        };
        let width = width.unwrap_or(480).clamp(16, MOST_WIDTH);
        let small = banmian::press::pictures::small(&bytes, width).ok_or_else(none)?;
        Ok(typed("image/jpeg", small, false))
    })
    .await
}

#[derive(Deserialize)]
struct Named {
    name: String,
    section: Option<usize>,
    county: Option<String>,
    year: Option<u32>,
}

async fn add_photo(State(desk): State<Arc<Desk>>, Query(named): Query<Named>, body: Bytes) -> Answer {
    work(desk, move |desk| {
        desk.change(true, None, |session| actions::add_photo(session, &named.name, &body, named.section))
    })
    .await
}

async fn events(
    State(desk): State<Arc<Desk>>,
) -> Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>>> {
    let told = BroadcastStream::new(desk.events.subscribe())
        .filter_map(|said| Some(Ok(Event::default().event("view").data(said.ok()?))));
    Sse::new(told).keep_alive(KeepAlive::default())
}

async fn candidates(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| {
        let found = actions::candidates(desk.order()?, desk.lang)
            .map_err(|findings| desk.findings(StatusCode::UNPROCESSABLE_ENTITY, &findings))?;
        let mut kept = desk.candidates.lock().unwrap_or_else(PoisonError::into_inner);
        kept.0 += 1;
        let value = found.value(kept.0);
        kept.1 = found;
        Ok(told(value))
    })
    .await
}

async fn candidate(State(desk): State<Arc<Desk>>, Parts(name): Parts<String>) -> Answer {
    work(desk, move |desk| {
        let none = || desk.fault(StatusCode::NOT_FOUND, &say!("desk.no-cell"));
        let kept = desk.candidates.lock().unwrap_or_else(PoisonError::into_inner);
        let number = name.strip_suffix(".png").and_then(|name| name.strip_prefix(&format!("{}-", kept.0)));
        let number: usize = number.and_then(|number| number.parse().ok()).ok_or_else(none)?;
        let picture = number.checked_sub(1).and_then(|at| kept.1.pictures.get(at)).ok_or_else(none)?;
        Ok(typed("image/png", picture.clone(), true))
    })
    .await
}

#[derive(Deserialize)]
struct Take {
    take: Option<usize>,
}

async fn take_candidate(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Take { take }: Take| {
        let outcome = {
            let kept = desk.candidates.lock().unwrap_or_else(PoisonError::into_inner);
            take.and_then(|number| kept.1.outcomes.get(number.checked_sub(1)?).cloned())
        };
        if take.is_some() && outcome.is_none() {
            return Err(desk.fault(StatusCode::UNPROCESSABLE_ENTITY, &say!("desk.no-candidate")));
        }
        let lang = desk.lang;
        desk.change(true, None, |session| {
            actions::keep(session, outcome.as_deref(), lang).map_err(Refused::Unwritable)
        })
    })
    .await
}

#[derive(Deserialize)]
struct Lock {
    pointer: String,
    locked: bool,
}

async fn lock(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Lock { pointer, locked }: Lock| {
        desk.change(true, None, |session| actions::lock(session, &pointer, locked))
    })
    .await
}

async fn style(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| {
        let session = desk.session();
        let value = session.as_ref().map_or(Value::Null, |session| actions::style(session, desk.lang));
        Ok(told(value))
    })
    .await
}

async fn change_style(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, change: StyleChange| {
        desk.change(true, None, |session| actions::change_style(session, &change))
    })
    .await
}

#[derive(Deserialize)]
struct Make {
    what: What,
}

async fn make(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Make { what }: Make| {
        let (files, findings) = actions::make(desk.order()?, what);
        let mut made = desk.made.lock().unwrap_or_else(PoisonError::into_inner);
        let files: Vec<Value> = files
            .into_iter()
            .map(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                made.push(path.clone());
                json!({ "name": name, "path": path.display().to_string(), "address": format!("made/{}/{name}", made.len()) })
            })
            .collect();
        let shown = desk.session().as_ref().and_then(|session| session.made.shown.clone());
        let map = shown.as_ref().map(|shown| &shown.map);
        let said: Vec<Value> = findings.iter().map(|one| view::finding(one, map, desk.lang)).collect();
        Ok(told(json!({ "good": !files.is_empty(), "files": files, "findings": said })))
    })
    .await
}

async fn made(State(desk): State<Arc<Desk>>, Parts((number, _)): Parts<(usize, String)>) -> Answer {
    work(desk, move |desk| {
        let none = || desk.fault(StatusCode::NOT_FOUND, &say!("desk.no-cell"));
        let path = {
            let made = desk.made.lock().unwrap_or_else(PoisonError::into_inner);
            number.checked_sub(1).and_then(|at| made.get(at).cloned()).ok_or_else(none)?
        };
        let bytes = std::fs::read(path).map_err(|_| none())?;
        Ok(typed("application/pdf", bytes, false))
    })
    .await
}

async fn reports(State(desk): State<Arc<Desk>>) -> Answer {
    work(desk, |desk| {
        let open = desk.session().as_ref().map(|session| session.report.clone());
        let folder_of = |report: &Path| {
            let folder = report.parent().unwrap_or(report);
            folder.strip_prefix(&desk.folder).unwrap_or(folder).display().to_string()
        };
        let found: Vec<Value> = begin::reports(&desk.folder)
            .into_iter()
            .map(|found| json!({ "folder": folder_of(&found.report), "county": found.county, "year": found.year }))
            .collect();
        let open = open.map(|report| folder_of(&report));
        Ok(told(json!({ "reports": found, "open": open })))
    })
    .await
}

impl Desk {
    /// Opens a report and answers with its view.
    fn opened(&self, report: &Path) -> Answer {
        let session = Session::open(report)
            .map_err(|findings| self.findings(StatusCode::UNPROCESSABLE_ENTITY, &findings))?;
        self.keep_shown(&session);
        let now = view::view(&session, self.lang, true, None);
        *self.session() = Some(session);
        Ok(typed("application/json", now, false))
    }
}

#[derive(Deserialize)]
struct Open {
    folder: String,
}

async fn open(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Open { folder }: Open| {
        // Only what is listed can be opened.
        let wanted = desk.folder.join(&folder);
        let listed =
            begin::reports(&desk.folder).into_iter().find(|found| found.report.parent() == Some(&wanted));
        let found = listed.ok_or_else(|| desk.fault(StatusCode::NOT_FOUND, &say!("desk.not-inside")))?;
        desk.opened(&found.report)
    })
    .await
}

#[derive(Deserialize)]
struct Begin {
    county: String,
    year: u32,
}

async fn begin_new(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    asked(desk, &headers, &body, |desk, Begin { county, year }: Begin| {
        let report = begin::begin(&desk.folder, &county, year)
            .map_err(|findings| desk.findings(StatusCode::UNPROCESSABLE_ENTITY, &findings))?;
        desk.opened(&report)
    })
    .await
}

async fn import(State(desk): State<Arc<Desk>>, Query(named): Query<Named>, body: Bytes) -> Answer {
    work(desk, move |desk| {
        let Named { name, county, year, .. } = named;
        let report = begin::import(&desk.folder, &name, &body, (county.as_deref(), year), desk.lang)
            .map_err(|findings| desk.findings(StatusCode::UNPROCESSABLE_ENTITY, &findings))?;
        desk.opened(&report)
    })
    .await
}
