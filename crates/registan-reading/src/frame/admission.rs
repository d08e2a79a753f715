//! Who may fill a role: referents as the kinds of a frame see them.

use std::borrow::Cow;

use registan_types::{EntityKind, Grounded, Sector};

use super::{FillerKind, Role};
use crate::mention::{MentionForm, Referent};

/// The class of places told by common words.
pub(crate) const SITE: &str = "site";

/// The kinds that a slot allows: its own where it names some, else the role's. Sites are allowed by the role wherever a slot takes states, and so are
/// those whom common words tell, officials and rebels, as actors wherever it takes persons, bodies and states alike.
pub(super) fn allowed_kinds<'k>(own: &'k [FillerKind], role: Role, of_role: &'k [FillerKind]) -> Cow<'k, [FillerKind]> {
    if own.is_empty() {
        return Cow::Borrowed(of_role);
    }
    let takes = |kind: EntityKind| own.contains(&FillerKind::Entity(kind));
    let anybody = role == Role::Actor && takes(EntityKind::Person) && takes(EntityKind::State) && takes(EntityKind::Organisation);
    let granted = |kind: &&FillerKind| match kind {
        FillerKind::Site => takes(EntityKind::State),
        FillerKind::Agent | FillerKind::Entity(EntityKind::Group) => anybody,
        _ => false,
    };
    let more: Vec<FillerKind> = of_role.iter().filter(granted).filter(|kind| !own.contains(kind)).cloned().collect();
    if more.is_empty() {
        return Cow::Borrowed(own);
    }
    Cow::Owned(own.iter().cloned().chain(more).collect())
}

/// The referent as the kind sees it: itself, or the state that a place lies in.
pub(super) fn as_kind(kind: &FillerKind, referent: &Referent, form: MentionForm) -> Option<Referent> {
    let same = |fits: bool| fits.then(|| referent.clone());
    if &*referent.class == SITE {
        return same(matches!(kind, FillerKind::Site | FillerKind::Host | FillerKind::Any));
    }
    let is_good = referent.class.starts_with("good");
    let acts = !is_good && &*referent.class != "currency" && !referent.class.starts_with("office") && &*referent.class != "happening";
    match kind {
        FillerKind::Entity(kind) => same(acts && referent.entity.kind == *kind || (!acts && *kind == EntityKind::Other && !is_good)),
        FillerKind::Agent => same(acts && matches!(form, MentionForm::Description | MentionForm::Pronoun | MentionForm::Demonym)),
        FillerKind::Armed => {
            let sector = matches!(referent.entity.sector, Some(Sector::Military | Sector::Rebels | Sector::ArmedGroup));
            same(sector || matches!(&*referent.class, "army" | "armed-group"))
        }
        FillerKind::Bloc => {
            let of_states = referent.entity.sector == Some(Sector::Igo) || matches!(&*referent.class, "bloc" | "alliance" | "region");
            same(of_states && matches!(referent.entity.kind, EntityKind::Organisation | EntityKind::Group))
        }
        FillerKind::Public => same(acts && referent.entity.kind == EntityKind::Organisation && is_public(referent)),
        FillerKind::Official => same(acts && referent.entity.kind == EntityKind::Person && is_in_public_life(referent.entity.sector)),
        FillerKind::Site => None,
        FillerKind::Power => {
            let itself = form == MentionForm::Name || matches!(&*referent.class, "government" | "ministry");
            same(itself && referent.entity.kind == EntityKind::State)
        }
        FillerKind::Host => host(referent),
        FillerKind::Goods(class) => {
            same(is_good && class.as_deref().is_none_or(|class| referent.class.split('/').any(|part| part == class)))
        }
        FillerKind::Office => same(referent.class.starts_with("office")),
        FillerKind::Currency => same(&*referent.class == "currency"),
        FillerKind::Event => same(&*referent.class == "happening" || &*referent.class == "summit-series"),
        FillerKind::Any => same(true),
        FillerKind::Amount => None,
    }
}

/// Whether knowledge, or the noun beside the name, says what kind of body it is, and it is no firm, newspaper, school or club.
fn is_public(referent: &Referent) -> bool {
    let private = matches!(referent.entity.sector, None | Some(Sector::Business | Sector::Media | Sector::Education));
    !private && !matches!(&*referent.class, "company" | "media" | "club" | "university")
}

fn is_in_public_life(sector: Option<Sector>) -> bool {
    let private =
        |sector: Sector| matches!(sector, Sector::Business | Sector::Media | Sector::Education | Sector::Civilians | Sector::Criminals);
    sector.is_some_and(|sector| !private(sector))
}

fn host(referent: &Referent) -> Option<Referent> {
    if referent.entity.kind == EntityKind::State {
        return Some(referent.clone());
    }
    let location = referent.location.as_ref()?;
    let state: Grounded = location.state.clone()?;
    Some(Referent { entity: state, ..referent.clone() })
}
