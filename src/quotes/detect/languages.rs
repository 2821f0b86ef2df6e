//! German, French, Spanish and Italian phrases for the features that requests name most. `pattern.rs` explains the
//! notation.

use crate::agents::Feature;

/// What people write when they want a feature.
pub(super) const PHRASES: &[(Feature, &str)] = &[
    (
        Feature::Authentication,
        "anmeld*, einlogg*, registrier*, benutzerkont*, kundenkont*, benutzeranmeldung, passwort, konto anlegen, \
         connexion, se connecter, inscri*, authentification, \
         compte|comptes utilisateur|utilisateurs|client|clients, mot de passe, créer un compte, iniciar sesión, \
         inicio de sesión, registro de usuario+, registrarse, cuenta+ de usuario+, contraseña+, autenticación, \
         registrazione, autenticazione, account utente, accesso utenti",
    ),
    (
        Feature::Roles,
        "rollen, berechtigung*, administrator*, benutzerrechte, rôles, droits d' accès, administrateur+, \
         permisos, roles de usuario+, administrador|administradores, ruoli, permessi, amministrator*",
    ),
    (
        Feature::Payments,
        "zahlung, zahlungen, bezahl*, online zahlung*, kreditkarte*, ausgaben, einnahmen, paiement+, payer, \
         carte bancaire, dépenses, pago, pagos, pagar, tarjeta de crédito, gastos, pagamento, pagamenti, pagare, \
         spese",
    ),
    (
        Feature::Invoicing,
        "rechnung, rechnungen, rechnungs*, facture+, facturation, factura, facturas, facturación, fattura, \
         fatture, fatturazione",
    ),
    (
        Feature::Subscriptions,
        "abo, abos, abonnement, abonnements, abonnieren, mitgliedschaft*, abonné+, suscripción, suscripciones, \
         membresía+, abbonamento, abbonamenti",
    ),
    (
        Feature::Cart,
        "warenkorb, onlineshop*, online shop*, bestellen, bestellung, bestellungen, panier, boutique en ligne, \
         commander en|des|les, commandes en ligne, pour commander, tienda, carrito, pedidos, carrello, \
         negozio online, ordini",
    ),
    (
        Feature::Dashboard,
        "übersicht, kennzahlen, auswertung*, statistik*, tableau de bord, statistiques, panel de control, \
         estadísticas, cruscotto, panoramica, statistiche",
    ),
    (Feature::Charts, "diagramm*, grafik, grafiken, graphique+, gráfico+, gráfica+, grafico, grafici"),
    (
        Feature::Search,
        "suche, suchen, suchfunktion, volltextsuche, recherche, rechercher, chercher, búsqueda+, buscar, \
         buscador, ricerca, cercare",
    ),
    (
        Feature::Filters,
        "filtern, filterbar, sortier*, filtre+, filtrer, trier, filtro, filtros, filtrar, ordenar, filtri, \
         filtrare, ordinare per",
    ),
    (
        Feature::Tags,
        "schlagwort*, schlagwörter, kategorie, kategorien, étiquette+, catégorie+, mots clés, etiqueta+, \
         categoría+, etichetta, etichette, categoria, categorie",
    ),
    (
        Feature::Ratings,
        "bewertung, bewertungen, bewerten, sterne, abstimm*, évaluation+, évaluer, des|les|leurs avis, \
         avis clients|et|des, étoiles, opiniones, reseñas, valoración, valoraciones, calificación, \
         calificaciones, estrellas, valutazione, valutazioni, recensioni, stelle",
    ),
    (
        Feature::Comments,
        "kommentar*, kommentieren, diskussion*, diskutieren, commentaire+, commenter, discussion+, comentario+, \
         comentar, commento, commenti, commentare",
    ),
    (
        Feature::Approvals,
        "genehmig*, freigabe*, freigeben, validation par, approuver, aprobar, aprobación, aprobaciones, \
         approvazione, approvare",
    ),
    (
        Feature::Booking,
        "buchung, buchungen, buchen, buchungs*, reservier*, termin, termine, terminbuchung, terminvereinbarung, \
         réserver, réservation+, rendez vous, reserva, reservas, reservar, cita+ previa+, citas, prenotazione, \
         prenotazioni, prenotare, appuntamento, appuntamenti",
    ),
    (
        Feature::Calendar,
        "kalender*, stundenplan, dienstplan, calendrier+, emploi du temps, calendario+, horario+, calendari",
    ),
    (
        Feature::Reminders,
        "erinner*, fällig*, frist, fristen, rappel, rappels, échéance+, recordatorio+, vencimiento+, promemoria, \
         scadenza, scadenze",
    ),
    (Feature::Alerts, "warnung, warnungen, warnen, mindestbestand, alerte+, alerta+, allarme, allarmi, avvisi"),
    (Feature::Notifications, "benachrichtig*, notificación, notificaciones, notifica, notifiche"),
    (
        Feature::FileUpload,
        "hochladen, dateien, dokumente, anhänge, téléverser, télécharger des fichiers, pièces jointes, \
         subir fotos|archivos|documentos, archivos adjuntos, caricare file|foto|documenti, allegati",
    ),
    (Feature::Gallery, "galerie, galerien, fotoalbum, fotos, galería+, galleria"),
    (Feature::Messaging, "nachricht, nachrichten, messagerie, mensaje+, mensajería, messaggi, messaggistica"),
    (
        Feature::Maps,
        "landkarte, karte mit, standort, standorte, carte interactive, adresse+, mapa, mapas, ubicación, \
         ubicaciones, mappa, mappe, indirizzi",
    ),
    (
        Feature::Export,
        "exportieren, drucken, herunterladen, exporter, imprimer, exportar, imprimir, descargar, esportare, \
         esportazione, stampare",
    ),
    (Feature::Import, "importieren, importer, importar, importare, importazione"),
    (Feature::History, "verlauf, versionen, änderungsprotokoll, historique, historial, cronologia"),
    (Feature::Sharing, "teilen, partager, partage, compartir, condividere, condivisione"),
    (
        Feature::Multilingual,
        "mehrsprachig*, zweisprachig*, übersetz*, multilingue, bilingue, traduction+, multilingüe, bilingüe, \
         traducciones, traduzioni, auf deutsch und",
    ),
    (Feature::Api, "schnittstelle*"),
];
