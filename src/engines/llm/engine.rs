//! The engine: composes a question, asks with patience and within the allowance, reads the answer strictly.

use async_trait::async_trait;

use super::answer::{self, LARGEST_ANSWER, Marker, Parsed};
use super::config::ModelConfig;
use super::context::{self, Composed, MODEL};
use super::meter::{Meter, tokens};
use super::oracle;
use super::paths;
use super::provider::{self, Failure, Piece, Question};
use super::retry::{Limits, Next, Patience};
use crate::agents::{AgentId, agent};
use crate::engines::{Engine, EngineError, MadeFile, Said, Step, Usage, WorkOutput, WorkRequest};

/// An engine that lets a language model play the agents.
#[derive(Clone, Debug)]
pub struct LanguageModel {
    config: ModelConfig,
    client: genai::Client,
    limits: Limits,
}

/// Why an answer did not come.
enum Ended {
    /// The provider's side.
    Failed(Failure),
    /// Ours: it was not to be read further.
    Refused(String),
}

impl LanguageModel {
    /// Over `client`, which decides what can be reached: see `platform::outbound`.
    ///
    /// # Errors
    /// When the library refuses the client.
    pub fn new(config: ModelConfig, client: reqwest::Client, limits: Limits) -> Result<Self, genai::Error> {
        let client = genai::Client::builder().with_reqwest(client).build()?;
        Ok(Self { config, client, limits })
    }

    /// Asks until an answer is there, with waits in between.
    async fn ask(&self, run: &mut Run<'_>) -> Result<String, EngineError> {
        let mut patience = Patience::new(self.limits, run.composed.seed);
        loop {
            let failure = match self.once(run).await {
                Ok(text) => return Ok(text),
                Err(Ended::Refused(why)) => return Err(run.unusable(why)),
                Err(Ended::Failed(failure)) => failure,
            };
            match patience.after(&failure) {
                Next::Wait(wait, sentence) => {
                    run.say(sentence);
                    tokio::time::sleep(wait).await;
                }
                Next::Stop => return Err(run.gave_up(&failure)),
            }
        }
    }

    /// One question, and its answer to the end.
    async fn once(&self, run: &mut Run<'_>) -> Result<String, Ended> {
        let tokens_in = run.composed.tokens();
        let room = run.meter.output_room(tokens_in, u64::from(self.config.max_output_tokens)).ok_or_else(|| {
            Ended::Refused(format!("What this run may cost, {}, does not pay for an answer.", run.meter.allowance()))
        })?;
        let question = Question {
            model: &self.config.models.of(agent(run.request.agent).quality).name,
            system: &run.composed.system,
            user: &run.composed.user,
            max_tokens: u32::try_from(room).unwrap_or(u32::MAX),
        };
        let mut answer =
            provider::ask(&self.client, &self.config, self.limits, question).await.map_err(Ended::Failed)?;
        let mut heard = Heard { tokens_in, bytes: 0, text: String::new(), told: 0 };
        loop {
            match answer.next().await {
                Ok(Piece::Text(text)) => {
                    heard.bytes += text.len();
                    heard.text.push_str(&text);
                    run.tell_files(&mut heard);
                }
                Ok(Piece::Thought(bytes)) => heard.bytes += bytes,
                Ok(Piece::End { usage, whole }) => return run.end(&heard, usage, whole),
                Err(failure) => {
                    // An answer that began is paid for, at least what it read; one that did not is not.
                    if heard.bytes > 0 {
                        run.meter.add(heard.estimate());
                    }
                    return Err(Ended::Failed(failure));
                }
            }
            run.check(&heard)?;
        }
    }
}

/// What one try has heard.
struct Heard {
    tokens_in: u64,
    bytes: usize,
    text: String,
    /// Bytes of `text` whose lines were looked at.
    told: usize,
}

impl Heard {
    fn estimate(&self) -> Usage {
        Usage { tokens_in: self.tokens_in, tokens_out: tokens(self.bytes) }
    }
}

/// One run of one agent.
struct Run<'a> {
    request: &'a WorkRequest,
    said: &'a Said,
    composed: Composed,
    meter: Meter<'a>,
}

impl Run<'_> {
    fn say(&self, sentence: String) {
        // Nobody has to listen.
        self.said.send(sentence).ok();
    }

    fn begin(&self, model: &str) {
        let Composed { shown, left_out, .. } = self.composed;
        self.say(format!("Asks {model}, with {} of others to read.", files(shown)));
        if left_out > 0 {
            self.say(format!("{} did not fit into what the model can read: only by name.", files(left_out)));
        }
    }

    /// Says which file is being written, as soon as its marker has come.
    fn tell_files(&self, heard: &mut Heard) {
        while let Some(length) = heard.text[heard.told..].find('\n') {
            let line = &heard.text[heard.told..heard.told + length];
            if let Some(Marker::File(path, _)) = answer::marker(line, &self.composed.boundary)
                && paths::fault(path).is_none()
            {
                self.say(format!("Writing {path}."));
            }
            heard.told += length + 1;
        }
    }

    /// Stops reading what costs too much or never ends.
    fn check(&mut self, heard: &Heard) -> Result<(), Ended> {
        let why = if self.meter.passes(heard.estimate()) {
            format!(
                "The answer was stopped: it would have cost more than {}, which is what this run may cost.",
                self.meter.allowance()
            )
        } else if heard.bytes > LARGEST_ANSWER {
            format!("The answer was stopped: it is larger than {LARGEST_ANSWER} bytes.")
        } else {
            return Ok(());
        };
        self.meter.add(heard.estimate());
        Err(Ended::Refused(why))
    }

    /// The end of an answer: now it is known what it metered.
    fn end(&mut self, heard: &Heard, usage: Option<Usage>, whole: Result<(), String>) -> Result<String, Ended> {
        let over = self.meter.passes(usage.unwrap_or_else(|| heard.estimate()));
        self.meter.add(usage.unwrap_or_else(|| heard.estimate()));
        whole.map_err(Ended::Refused)?;
        if over {
            let allowance = self.meter.allowance();
            return Err(Ended::Refused(format!(
                "The answer cost more than {allowance}, which is what this run may cost."
            )));
        }
        Ok(heard.text.clone())
    }

    fn unusable(&self, why: String) -> EngineError {
        EngineError::Unusable { why, usage: self.meter.usage(), cost: self.meter.cost() }
    }

    fn gave_up(&self, failure: &Failure) -> EngineError {
        let free = self.meter.usage() == Usage::default();
        match failure {
            Failure::Passing(_) | Failure::RateLimited { .. } if free => EngineError::Interrupted(failure.to_string()),
            Failure::Final(why) if free => EngineError::Refused(why.clone()),
            _ => self.unusable(failure.to_string()),
        }
    }

    /// The work: what was answered, and what stays of earlier work.
    fn output(&self, mut parsed: Parsed) -> Result<WorkOutput, String> {
        if self.request.agent == AgentId::Oracle {
            for file in parsed.files.iter_mut().filter(|file| file.path == MODEL) {
                *file = oracle::complete(file, self.request)?;
            }
        }
        for own in &self.request.own_files {
            if !is_replaced(&parsed, own) {
                parsed.files.push(own.clone());
                let message = format!("Left {} as it was.", own.path);
                parsed.steps.push(Step { message, path: Some(own.path.clone()) });
            }
        }
        let paths: Vec<&str> = parsed.files.iter().map(|file| file.path.as_str()).collect();
        let missing = paths::missing(self.request, &paths);
        if !missing.is_empty() {
            return Err(format!("The answer lacks {}.", missing.join(", ").replace('|', " or ")));
        }
        let Parsed { files, steps, decisions, .. } = parsed;
        Ok(WorkOutput { files, steps, decisions, usage: self.meter.usage(), cost: Some(self.meter.cost()) })
    }
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

fn is_replaced(parsed: &Parsed, own: &MadeFile) -> bool {
    parsed.removed.contains(&own.path) || parsed.files.iter().any(|file| file.path.eq_ignore_ascii_case(&own.path))
}

#[async_trait]
impl Engine for LanguageModel {
    fn name(&self) -> &'static str {
        self.config.provider.as_str()
    }

    async fn work(&self, request: WorkRequest, said: &Said) -> Result<WorkOutput, EngineError> {
        let needs_model = request.agent != AgentId::Oracle;
        if needs_model && !request.files.iter().any(|file| file.path == MODEL) {
            return Err(EngineError::MissingInput { agent: request.agent, path: MODEL.to_owned() });
        }
        let model = self.config.models.of(agent(request.agent).quality);
        let meter = Meter::new(model, request.allowance);
        let window = self.config.window_tokens.saturating_sub(self.config.max_output_tokens);
        let composed = context::compose(&request, meter.input_room(u64::from(window)));
        if composed.tokens() > u64::from(window) {
            let why = "The request and the agent's own files are larger than what the model can read.".to_owned();
            return Err(EngineError::Unusable { why, usage: Usage::default(), cost: crate::money::Usd::ZERO });
        }
        let mut run = Run { request: &request, said, composed, meter };
        run.begin(&model.name);
        let text = self.ask(&mut run).await?;
        let parsed = answer::parse(&text, &run.composed.boundary, &request).map_err(|why| run.unusable(why))?;
        run.output(parsed).map_err(|why| run.unusable(why))
    }
}
